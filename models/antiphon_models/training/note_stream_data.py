"""Pieces as arrays, cut into windows and varied anew each epoch.

Knows the codec and NumPy; knows no torch and no file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np

from antiphon_models.codecs.note_stream import (
    STYLES,
    UNKNOWN_VELOCITY,
    Ints,
    Seconds,
    Stream,
    encode_arrays,
    velocity_bin_of,
)
from antiphon_models.corpus.piece import Piece
from antiphon_models.training.human_timing import as_played

NO_STYLE_SHARE: Final = 0.2
# Nobody plays as a score is written: most of its windows are heard as if played.
SCORES: Final = ("bach", "fiddle", "folk", "chorale")
# Bach is a fortieth of the songs in size but as dear: a pass over the songs reads it often.
READINGS: Final = {"bach": 4, "jazz": 2}
# The most that these may be of an epoch, so that no style drowns the others.
MOST: Final = {"piano": 0.35, "fiddle": 0.2}


@dataclass(frozen=True, slots=True)
class Variation:
    """How far each window is moved from its piece, at random.

    Up to `transposition` semitones up or down, up to `stretch` times as slow or as fast, and
    `played_share` of the windows of SCORES as if played.
    """

    transposition: int = 6
    stretch: float = 1.25
    played_share: float = 0.7


VARIED: Final = Variation()


@dataclass(frozen=True, slots=True)
class Columns:
    """A piece as columns of one length, notes in order of onset, times in seconds."""

    style: int
    has_velocity: bool
    pitch: Ints
    velocity: Ints
    onset: Seconds
    duration: Seconds


@dataclass(frozen=True, slots=True)
class Windows:
    """A batch: `notes[i]` is the i-th field of Stream, shape (batch, length + 1).

    `is_note` is False where a piece was too short; `velocity_counts` says for each window
    whether its velocities were played, or only made up as input.
    """

    notes: tuple[np.ndarray, ...]
    style: Ints
    is_note: np.ndarray
    velocity_counts: np.ndarray


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a window lies: notes `start` to before `stop` of a piece."""

    piece: Columns
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


def columns_of(pieces: Iterable[Piece]) -> list[Columns]:
    """Return pieces as columns; those of fewer than two notes are left out."""
    return [_columns(piece) for piece in pieces if len(piece.notes) > 1]


def _columns(piece: Piece) -> Columns:
    return Columns(
        STYLES.index(piece.style),
        piece.has_velocity,
        np.array([note.pitch for note in piece.notes], dtype=np.int64),
        np.array([note.velocity for note in piece.notes], dtype=np.int64),
        np.array([note.onset for note in piece.notes], dtype=np.float64),
        np.array([note.duration for note in piece.notes], dtype=np.float64),
    )


def plain_cuts(pieces: Sequence[Columns], length: int) -> list[Cut]:
    """Return windows of `length` steps that cover every note of `pieces` once."""
    return [cut for piece in pieces for cut in _cuts(piece, length, 0)]


def epoch_cuts(pieces: Sequence[Columns], length: int, rng: np.random.Generator) -> list[Cut]:
    """Return one epoch's windows, shuffled: READINGS of each style, those in MOST up to it."""
    by_style: dict[str, list[Cut]] = {}
    for piece in pieces:
        style = STYLES[piece.style]
        cuts = by_style.setdefault(style, [])
        for _ in range(READINGS.get(style, 1)):
            cuts += _cuts(piece, length, int(rng.integers(length)))
    most = _most_cuts({style: len(cuts) for style, cuts in by_style.items()})
    chosen = [
        cuts[index]
        for style, cuts in by_style.items()
        for index in rng.permutation(len(cuts))[: most[style]]
    ]
    return [chosen[index] for index in rng.permutation(len(chosen))]


def _most_cuts(counts: Mapping[str, int]) -> dict[str, int]:
    free = sum(count for style, count in counts.items() if style not in MOST)
    if not free:
        return dict(counts)
    share = sum(MOST[style] for style in counts if style in MOST)
    whole = free / (1.0 - share)
    return {style: min(count, int(whole * MOST.get(style, 1.0))) for style, count in counts.items()}


def _cuts(piece: Columns, length: int, first: int) -> Iterator[Cut]:
    count = len(piece.pitch)
    starts = [0, *range(first, count - 1, length)] if first else range(0, count - 1, length)
    for start, following in zip(starts, [*starts[1:], count - 1], strict=True):
        if following > start:
            yield Cut(piece, start, following + 1)


def windows(
    cuts: Sequence[Cut],
    length: int,
    rng: np.random.Generator | None = None,
    variation: Variation = VARIED,
) -> Windows:
    """Return `cuts` as one batch; with `rng` each is varied in key, tempo, loudness and style."""
    streams, styles, counts = [], [], []
    for cut in cuts:
        stream, style, velocity_counts = _vary(cut, rng, variation) if rng else _plain(cut)
        streams.append(stream)
        styles.append(style)
        counts.append(velocity_counts)
    is_note = np.zeros((len(cuts), length + 1), dtype=bool)
    for row, stream in enumerate(streams):
        is_note[row, : len(stream)] = True
    notes = tuple(
        _padded([getattr(s, field.name) for s in streams], length) for field in fields(Stream)
    )
    return Windows(notes, np.array(styles), is_note, np.array(counts))


def _padded(rows: Sequence[np.ndarray], length: int) -> np.ndarray:
    table = np.zeros((len(rows), length + 1), dtype=rows[0].dtype)
    for row, values in zip(table, rows, strict=True):
        row[: len(values)] = values
    return table


def _plain(cut: Cut) -> tuple[Stream, int, bool]:
    velocity = velocity_bins(cut.piece.velocity) if cut.piece.has_velocity else None
    return _stream(cut, velocity, 0, 1.0), cut.piece.style, cut.piece.has_velocity


def _vary(cut: Cut, rng: np.random.Generator, by: Variation) -> tuple[Stream, int, bool]:
    pitch = cut.piece.pitch[max(cut.start - 1, 0) : cut.stop]
    lowest = max(-by.transposition, -int(pitch.min()))
    highest = min(by.transposition, 127 - int(pitch.max()))
    shift = int(rng.integers(lowest, highest + 1))
    stretch = by.stretch ** float(rng.uniform(-1.0, 1.0))
    velocity, counts = _varied_velocity(cut.piece, rng)
    style = 0 if rng.random() < NO_STYLE_SHARE else cut.piece.style
    if STYLES[cut.piece.style] in SCORES and rng.random() < by.played_share:
        cut, velocity = played(cut, velocity, rng)
    return _stream(cut, velocity, shift, stretch), style, counts


def played(cut: Cut, velocity: Ints | None, rng: np.random.Generator) -> tuple[Cut, Ints | None]:
    """Return a window of a score as a human might play it, and its velocities in that order."""
    start = max(cut.start - 1, 0)
    part = slice(start, cut.stop)
    heard, order = _as_played(cut.piece, part, rng)
    return (
        Cut(heard, cut.start - start, cut.stop - start),
        None if velocity is None else velocity[part][order],
    )


def played_pieces(pieces: Iterable[Columns], seed: int) -> list[Columns]:
    """Return those of `pieces` that are scores as a human might play them, the same for a seed."""
    scores = [piece for piece in pieces if STYLES[piece.style] in SCORES]
    return [
        _as_played(piece, slice(None), np.random.default_rng([seed, number]))[0]
        for number, piece in enumerate(scores)
    ]


def _as_played(piece: Columns, part: slice, rng: np.random.Generator) -> tuple[Columns, Ints]:
    onset, duration, order = as_played(piece.onset[part], piece.duration[part], rng)
    pitch, velocity = piece.pitch[part][order], piece.velocity[part][order]
    return replace(piece, pitch=pitch, velocity=velocity, onset=onset, duration=duration), order


def _varied_velocity(piece: Columns, rng: np.random.Generator) -> tuple[Ints | None, bool]:
    """Played velocities scaled, or a made-up line: live, velocities come with any style."""
    if piece.has_velocity and rng.random() < 0.9:
        loudness = piece.velocity * rng.uniform(0.75, 1.25) + rng.uniform(-8.0, 8.0)
        return velocity_bins(loudness), True
    if not piece.has_velocity and rng.random() < 0.5:
        steps = rng.normal(0.0, 5.0, len(piece.pitch))
        return velocity_bins(rng.uniform(40.0, 110.0) + steps), False
    return None, False


def velocity_bins(velocity: np.ndarray) -> Ints:
    """Return the codec's bins of velocities, after clipping to 1..127."""
    whole = np.clip(np.rint(velocity), 1, 127).astype(np.int64)
    return np.asarray(velocity_bin_of(whole))


def _stream(cut: Cut, velocity: Ints | None, shift: int, stretch: float) -> Stream:
    # One note more than asked for: the first note's ioi needs the onset before it.
    start = max(cut.start - 1, 0)
    piece, part = cut.piece, slice(start, cut.stop)
    if velocity is None:
        velocity = np.full(len(piece.pitch), UNKNOWN_VELOCITY)
    stream = encode_arrays(
        piece.pitch[part] + shift,
        velocity[part],
        piece.onset[part] * stretch,
        piece.duration[part] * stretch,
    )
    skip = cut.start - start
    return Stream(*(getattr(stream, field.name)[skip:] for field in fields(Stream)))
