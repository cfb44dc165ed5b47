"""Papers/003's study: what it costs each network to predict, and what each makes.

Computes, and gives back what becomes JSON; knows no page. What needs torch is asked of training.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import fmean
from time import perf_counter
from typing import Any, Final

import numpy as np

from antiphon_models.codecs.note_delays import DELAYS, PITCHES, Column, NoteDelays
from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.corpus.tracks import Survey, Track
from antiphon_models.evaluation.track_filter import filter_table, telling_features
from antiphon_models.evaluation.vrash_generation import between, decoded, encoded
from antiphon_models.evaluation.vrash_lines import (
    by_name,
    filtered,
    generated_lines,
    index_of,
    notes_of,
    real_lines,
)
from antiphon_models.runtime.vrash_weights import VrashWeights, read_vrash
from antiphon_models.training.vrash_evaluation import (
    bits_by_count,
    bits_by_latent,
    bits_by_style,
    bits_of_tracks,
    mean_difference,
    told_of,
)
from antiphon_models.weights_file import read_description

KINDS: Final = ("lm", "vae", "vrash")
STYLISED: Final = ("bach", "jazz")
TEMPERATURES: Final = (0.5, 1.0)
PLAIN: Final = 1.0
# Notes of a phrase that is encoded, and of what is decoded beside it.
PHRASE: Final = 64
PHRASES: Final = 60
INTERPOLATED: Final = 5
# Cool, so that what differs is the latent's doing and not chance's.
COOL: Final = 0.3
TIMED: Final = 2000
# As many bad lines to a good one as in the paper's Table 1.
BAD_TO_GOOD: Final = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """What the study stands on: weights files by kind, tracks, and what became of all tracks."""

    files: Mapping[str, Path]
    tracks: Sequence[Track]
    held_out: Sequence[Track]
    survey: Survey
    lines: int
    seed: int


def studied(ground: Ground) -> dict[str, Any]:
    """Return all that the study finds."""
    weights = {kind: read_vrash(path) for kind, path in ground.files.items()}
    made = {
        f"{temperature:g}": {
            style: _side_by_side(weights, ground, style, temperature) for style in STYLISED
        }
        for temperature in TEMPERATURES
    }
    return {
        "corpus": corpus_told(ground.survey),
        "networks": {kind: _network(ground.files[kind], weights[kind]) for kind in KINDS},
        **costs_told(ground),
        "lines": made,
        "filter": filter_told(weights["vrash"], ground),
        "latent": {kind: closeness(weights[kind], ground) for kind in ("vae", "vrash")},
        "interpolation": interpolation(weights["vrash"], ground),
        "speed": {kind: notes_a_second(weights[kind]) for kind in KINDS},
    }


def corpus_told(survey: Survey) -> dict[str, dict[str, Any]]:
    """Return for each style how many tracks were kept, and why others were not."""
    return {
        style: {
            "kept": survey.kept[style],
            "made_even": survey.performed[style],
            "refused": dict(survey.rejected.get(style, {})),
        }
        for style in sorted({*survey.kept, *survey.rejected})
    }


def costs_told(ground: Ground) -> dict[str, Any]:
    """Return the bits a note on held-out tracks: by style, by latent, and network by network."""
    files, held_out = ground.files, ground.held_out
    bounds = {kind: bits_of_tracks(files[kind], held_out) for kind in KINDS}
    return {
        "by_count": bits_by_count(ground.tracks, held_out),
        "by_style": {kind: bits_by_style(files[kind], held_out) for kind in KINDS},
        "by_latent": {kind: bits_by_latent(files[kind], held_out) for kind in ("vae", "vrash")},
        "bound": {kind: float(bounds[kind].mean()) for kind in KINDS},
        "less_lm": {kind: mean_difference(bounds[kind], bounds["lm"]) for kind in KINDS[1:]},
    }


def filter_told(weights: VrashWeights, ground: Ground) -> dict[str, Any]:
    """Return the paper's Table 1 on real lines against generated ones, for both styles.

    A stand-in, for the paper's good and bad tracks are so by listeners' marks.
    """
    told: dict[str, Any] = {}
    for style in STYLISED:
        good = real_lines((*ground.tracks, *ground.held_out), style, ground.lines, ground.seed)
        if len(good) < 10:
            continue
        count = BAD_TO_GOOD * len(good)
        bad = generated_lines(weights, STYLES.index(style), count, PLAIN, ground.seed + 2)
        tracks = [notes_of(line) for line in good], [notes_of(line) for line in bad]
        told[style] = {
            "rows": [asdict(row) for row in filter_table(*tracks, ground.seed)],
            "features": [asdict(each) for each in telling_features(*tracks)[:6]],
        }
    return told


def closeness(weights: VrashWeights, ground: Ground) -> dict[str, float]:
    """Return how far what is decoded beside a phrase is from it, and from another phrase.

    Half the sum of differences between two histograms, 0 the same, 1 nothing in common: of
    pitch classes and of delays.
    """
    phrases = _phrases(ground)
    found: dict[str, list[float]] = {}
    for number, (line, style) in enumerate(phrases):
        latent = encoded(weights, line, style).mean
        rng = Random(f"beside/{number}/{ground.seed}")
        made = decoded(weights, latent, style, PHRASE, temperature=PLAIN, rng=rng)
        other = phrases[(number + 1) % len(phrases)][0]
        for name, compared in (("own", line), ("other", other)):
            found.setdefault(f"pitch_class_{name}", []).append(
                _apart(made.pitch % 12, compared.pitch % 12, 12)
            )
            found.setdefault(f"octave_pitch_{name}", []).append(
                _apart(made.pitch, compared.pitch, PITCHES)
            )
            found.setdefault(f"delay_{name}", []).append(
                _apart(made.delay, compared.delay, len(DELAYS))
            )
    return {name: fmean(values) for name, values in found.items()}


def interpolation(weights: VrashWeights, ground: Ground) -> dict[str, Any]:
    """Return lines decoded with the same dice from latents between those of two phrases."""
    phrases = _phrases(ground)
    # As far apart as there are: the highest and the lowest in the middle of its notes.
    ends = max(phrases, key=_height), min(phrases, key=_height)
    latents = [encoded(weights, line, style).mean for line, style in ends]
    style = ends[0][1]
    return {
        "phrases": [ends[0][0].pitch.tolist(), ends[1][0].pitch.tolist()],
        "decoded": [
            decoded(
                weights, latent, style, PHRASE, temperature=COOL, rng=Random(ground.seed)
            ).pitch.tolist()
            for latent in between(latents[0], latents[1], INTERPOLATED)
        ],
    }


def notes_a_second(weights: VrashWeights) -> float:
    """Return how many notes a second one core of this machine makes, drawing them included."""
    latent = np.zeros(weights.config.latent, dtype=np.float32)
    given = latent if weights.config.has_latent else None
    began = perf_counter()
    decoded(weights, given, 0, TIMED, temperature=PLAIN, rng=Random(0))
    return TIMED / (perf_counter() - began)


def _network(path: Path, weights: VrashWeights) -> dict[str, Any]:
    return {"weights": weights.name, "training": told_of(read_description(path).metrics)}


def _side_by_side(
    weights: Mapping[str, VrashWeights], ground: Ground, style: str, temperature: float
) -> dict[str, dict[str, Any]]:
    index, count, seed = STYLES.index(style), ground.lines, ground.seed
    real = real_lines((*ground.tracks, *ground.held_out), style, count, seed)
    sets: dict[str, Sequence[NoteDelays]] = {"real": real} if temperature == PLAIN else {}
    for kind in KINDS:
        sets[kind] = generated_lines(weights[kind], index, count, temperature, seed)
    if temperature == PLAIN and real:
        network = weights["vrash"]
        learned = generated_lines(network, index, count, temperature, seed + 1)
        more = generated_lines(network, index, count, temperature, seed + 2)
        sets["VRASH, filtered"] = filtered(real, (*sets["vrash"], *more), learned)
    return by_name(sets, index_of(ground.tracks), seed)


def _phrases(ground: Ground) -> list[tuple[NoteDelays, int]]:
    """Beginnings of held-out tracks with their styles, drawn alike from all."""
    found = [
        (
            NoteDelays(track.notes.pitch[:PHRASE], track.notes.delay[:PHRASE]),
            STYLES.index(track.style),
        )
        for track in ground.held_out
        if len(track.notes.pitch) >= PHRASE
    ]
    Random(f"phrases/{ground.seed}").shuffle(found)
    return found[:PHRASES]


def _height(phrase: tuple[NoteDelays, int]) -> float:
    return float(phrase[0].pitch.mean())


def _apart(one: Column, other: Column, size: int) -> float:
    first = np.bincount(one, minlength=size) / len(one)
    second = np.bincount(other, minlength=size) / len(other)
    return float(0.5 * np.abs(first - second).sum())
