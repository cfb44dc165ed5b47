"""What the networks of papers/003 cost on held-out tracks, style by style and line by line.

Gives numbers back, so that its study needs no torch. Knows weights files and tracks.
"""

from collections.abc import Sequence
from dataclasses import asdict
from math import log
from pathlib import Path
from statistics import fmean
from typing import Any, Final

import numpy as np

from antiphon_models.codecs.note_delays import DELAYS, PITCHES
from antiphon_models.corpus.tracks import TRACK_CORPORA, Track
from antiphon_models.training.vrash_data import LONGEST, held_out_batches
from antiphon_models.training.vrash_loss import Costs, Table, Which, costs, importance_bound
from antiphon_models.training.vrash_network import load

SAMPLES: Final = 16
WHICH: Final[Sequence[Which]] = ("own", "other", "prior")


def bits_by_style(path: Path, tracks: Sequence[Track]) -> dict[str, dict[str, float]]:
    """Return for each style what its held-out tracks cost, bits a note, and how many lines."""
    network, found = load(path), {}
    for style in TRACK_CORPORA:
        batches = held_out_batches([track for track in tracks if track.style == style])
        if batches:
            cost = costs(network, batches)
            lines = sum(len(batch.pitch) for batch in batches)
            found[style] = {**_bits(cost), "lines": float(lines)}
    return found


def bits_by_latent(path: Path, tracks: Sequence[Track]) -> dict[str, dict[str, float]]:
    """Return the bits a note with a line's own latent, another line's, and the prior's."""
    network, batches = load(path), held_out_batches(tracks)
    return {which: _bits(costs(network, batches, which)) for which in WHICH}


def bits_of_tracks(path: Path, tracks: Sequence[Track]) -> Table:
    """Return the bound on what each held-out track costs, bits a note, from SAMPLES latents.

    Tracks that hold no whole window are left out.
    """
    bounds = importance_bound(load(path), held_out_batches(tracks), SAMPLES) / log(2)
    windows = [len(track.notes.pitch) // LONGEST for track in tracks]
    ends = np.cumsum([count for count in windows if count])[:-1]
    return np.array([part.mean() for part in np.split(bounds, ends)])


def bits_by_count(tracks: Sequence[Track], held_out: Sequence[Track]) -> float:
    """Return the bits a note of always predicting by how common each pitch and delay is."""
    pitch = _frequencies([track.notes.pitch for track in tracks], PITCHES)
    delay = _frequencies([track.notes.delay for track in tracks], len(DELAYS))
    costs_of_notes = (
        -np.log2(pitch[track.notes.pitch]) - np.log2(delay[track.notes.delay]) for track in held_out
    )
    return float(np.concatenate(list(costs_of_notes)).mean())


def told_of(metrics: dict[str, Any]) -> dict[str, Any]:
    """Return a weights file's account of its training in bits: by epoch, and before the first."""
    curve = [Costs(**found) for found in metrics["held_out_nats"]]
    untrained = Costs(**metrics["untrained_nats"])
    return {
        "epochs": metrics["epochs"],
        "best_epoch": metrics["best_epoch"],
        "seconds": metrics["seconds"],
        "untrained": _bits(untrained),
        "by_epoch": [_bits(found) for found in curve],
    }


def _bits(cost: Costs) -> dict[str, float]:
    parts = {name: value / log(2) for name, value in asdict(cost).items()}
    return {**parts, "total": cost.total / log(2)}


def _frequencies(columns: Sequence[np.ndarray], size: int) -> Table:
    # One more of each, so that nothing is impossible.
    counts = np.bincount(np.concatenate(columns), minlength=size) + 1.0
    return np.asarray(counts / counts.sum())


def mean_difference(one: Table, other: Table) -> dict[str, float]:
    """Return the mean of `one - other`, track by track, its standard error, and t."""
    apart = (one - other).tolist()
    error = float(np.std(apart, ddof=1) / np.sqrt(len(apart)))
    return {"mean": fmean(apart), "error": error, "t": fmean(apart) / error, "tracks": len(apart)}
