"""Papers/002's study, second half: tracks that its networks make, and what they are like.

Knows networks, pieces and measures; knows no figure and no page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import numpy as np

from antiphon_models.codecs.note_triples import Rows, pitches_of
from antiphon_models.corpus.progress import progress
from antiphon_models.evaluation.triples_novelty import Repertory
from antiphon_models.evaluation.triples_study import (
    ENSEMBLE,
    REAL,
    SINGLE,
    STACKED,
    Ground,
    Scale,
    longest_window,
)
from antiphon_models.evaluation.triples_tracks import (
    Player,
    ensemble_player,
    stacked_player,
    track,
)
from antiphon_models.evaluation.triples_traits import Traits, mean_traits, traits
from antiphon_models.evaluation.verbatim import RunIndex, longest_run
from antiphon_models.runtime.triples import fold
from antiphon_models.runtime.triples_weights import STACKED_NAME, TriplesFile
from antiphon_models.training.triples_data import STYLES, TriplesPiece

TEMPERATURES: Final = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Made:
    """A track: who made it at what temperature, from a piece of which style, and its notes."""

    by: str
    temperature: float
    style: str
    piece: str
    rows: Rows


def made(ground: Ground, scale: Scale) -> list[Made]:
    """Return tracks by each system from the same first notes, and what really came there."""
    prompts = _prompts(ground, scale)
    wanted = [
        (player, temperature)
        for player in players(ground.file)
        for temperature in (TEMPERATURES if player.name == ENSEMBLE else (1.0,))
    ]
    tracks = [
        Made(
            REAL,
            0.0,
            piece.style,
            piece.name,
            piece.rows[longest_window(ground.file) :][: scale.notes],
        )
        for piece in prompts
    ]
    jobs = [(player, degree, piece) for player, degree in wanted for piece in prompts]
    for player, degree, piece in progress(jobs, len(jobs), "tracks"):
        seed, dice = piece.rows[: longest_window(ground.file)], Random(f"{scale.seed}/{piece.name}")
        rows = track(player, seed, scale.notes, degree, dice)
        tracks.append(Made(player.name, degree, piece.style, piece.name, rows))
    return tracks


def players(file: TriplesFile) -> list[Player]:
    """Return what makes tracks: the first network, all as one, and the stacked one if there."""
    members = [fold(network.tensors, network.config) for network in file.ensemble]
    found = [ensemble_player(SINGLE, members[:1]), ensemble_player(ENSEMBLE, members)]
    if STACKED_NAME in file.networks:
        deep = file.networks[STACKED_NAME]
        found.append(stacked_player(STACKED, fold(deep.tensors, deep.config)))
    return found


def judged(ground: Ground, tracks: Sequence[Made]) -> list[dict[str, Any]]:
    """Return what the tracks of each system are like, how novel, and how much they recite.

    `style_kept` is the share of tracks whose nearest training piece is of the prompt's style.
    """
    pieces = [piece for piece in ground.training if len(piece.rows) > 1]
    known = Repertory(
        [piece.name for piece in pieces],
        [piece.style for piece in pieces],
        [piece.rows for piece in pieces],
    )
    runs = RunIndex([pitches_of(piece.rows).tolist() for piece in pieces], in_any_key=True)
    found: list[dict[str, Any]] = []
    for by, temperature in dict.fromkeys((one.by, one.temperature) for one in tracks):
        own = [one for one in tracks if (one.by, one.temperature) == (by, temperature)]
        nearest = [known.nearest(one.rows, one.piece) for one in own]
        recited = [longest_run(runs.runs(pitches_of(one.rows).tolist())) for one in own]
        likes = np.array([near.similarity for near in nearest])
        kept = [near.style == one.style for near, one in zip(nearest, own, strict=True)]
        each: list[Traits] = [traits(one.rows) for one in own]
        found.append(
            {
                "by": by,
                "temperature": temperature,
                "tracks": len(own),
                "similarity": float(likes.mean()),
                "similarity_deviation": float(likes.std()),
                "style_kept": float(np.mean(kept)),
                "longest_recited": float(np.median(recited)),
                **mean_traits(each),
            }
        )
    return found


def _prompts(ground: Ground, scale: Scale) -> list[TriplesPiece]:
    """Held-out pieces long enough to begin with and to be compared with, evenly of all styles."""
    needed = longest_window(ground.file) + scale.notes
    long = [piece for piece in ground.held_out if len(piece.rows) >= needed]
    by_style = [[piece for piece in long if piece.style == style] for style in STYLES]
    found: list[TriplesPiece] = []
    place = 0
    while len(found) < scale.tracks and any(place < len(pieces) for pieces in by_style):
        found += [pieces[place] for pieces in by_style if place < len(pieces)]
        place += 1
    return found[: scale.tracks]
