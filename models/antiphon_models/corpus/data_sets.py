"""The four kinds of data set that papers/000 to 003 train on, made out of sources and written.

Knows which filter each kind has and which files it is; knows no option and no network.
"""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.note_triples import WINDOW, encoded
from antiphon_models.codecs.pitch_sequence import alphabet_of
from antiphon_models.codecs.time_grid import GridError
from antiphon_models.corpus.durations import in_sixteenths, unacceptable
from antiphon_models.corpus.grid_corpus import SEQUENCE_LENGTH, GridSong, grid_song, write_grid
from antiphon_models.corpus.key_analysis import keys_of
from antiphon_models.corpus.music_files import Reader
from antiphon_models.corpus.piano_roll import PianoRoll, notes_of, piano_roll
from antiphon_models.corpus.piece import Piece
from antiphon_models.corpus.piece_source import read_pieces
from antiphon_models.corpus.reading import Reading, Rejection, in_one_line
from antiphon_models.corpus.score_formats import guarded
from antiphon_models.corpus.tracks import normalised
from antiphon_models.corpus.transposition import to_c
from antiphon_models.corpus.tune import Tune
from antiphon_models.corpus.tune_source import read_source
from antiphon_models.corpus.violin_pitches import violin_parts_in
from antiphon_models.corpus.whole_file import write_whole

# Far beyond any score and any performance: a file that claims more would take all memory.
MOST_QUARTERS: Final = 20_000.0
MOST_SECONDS: Final = 7_200.0
TOO_LONG: Final = "claims to be longer than any music"
NO_KEY: Final = "no key can be told"
OFF_GRID: Final = "does not lie on the 16th-note grid"
NO_VIOLIN: Final = "has no violin part"
PLAYED: Final = "a duration that is no note value, as when it was played"
TOO_SHORT: Final = f"no more than {WINDOW} notes, which is one window"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a data set is to be made of and how; `key` is one of key_analysis.METHODS.

    With `sixteenths` every onset and end of a grid moves to the nearest 16th before the filter of
    durations, which `any_duration` leaves out; with `rolls` the piano rolls that triples are taken
    from are written, too.
    """

    sources: tuple[str, ...]
    data: Path | None = None
    key: str = "abc"
    length: int = SEQUENCE_LENGTH
    all_parts: bool = False
    sixteenths: bool = False
    any_duration: bool = False
    rolls: bool = False
    seed: int = 0


@dataclass(slots=True)
class Made:
    """What became of the sources: how many each one gave, what was kept, what was left out."""

    found: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


def make_grid(wish: Wish, folder: Path) -> Made:
    """Write the tunes of acceptable durations, in C major or A minor, as papers/001 does it."""
    made = Made()
    tunes = [tune for tune in _tunes(wish, made) if wish.any_duration or _is_acceptable(tune, made)]
    songs: list[GridSong] = []
    methods: Counter[str] = Counter()
    for tune, (key, method) in zip(tunes, keys_of(tunes, wish.key), strict=True):
        if key is None:
            made.rejections.append(Rejection(tune.source, NO_KEY))
            continue
        try:
            songs.append(grid_song(tune.source, to_c(tune, key)))
        except GridError as error:
            made.rejections.append(Rejection(tune.source, OFF_GRID, in_one_line(error)))
            continue
        methods[f"{method}, {'major' if key.is_major else 'minor'}"] += 1
    made.kept = len(songs)
    if songs:
        symbols = write_grid(folder, [song.symbols for song in songs], wish.length)
        made.facts |= {"keys": dict(methods), "symbols": len(symbols.symbols)}
        made.facts["steps"] = sum(len(song.symbols) for song in songs)
    return made


def make_pitches(wish: Wish, folder: Path) -> Made:
    """Write the pitches of each violin part, as papers/000 takes them, and their alphabet."""
    made = Made()
    tunes = _read(wish, made, VIOLIN).tunes
    made.kept = len(tunes)
    if tunes:
        alphabet = alphabet_of([tune.pitch for tune in tunes])
        lines = [f"{tune.source}\t{' '.join(map(str, tune.pitch))}\n" for tune in tunes]
        write_whole(folder / "pitches.tsv", "".join(lines))
        write_whole(folder / "alphabet.json", json.dumps(alphabet.pitches) + "\n")
        made.facts["notes"] = sum(len(tune.pitch) for tune in tunes)
        made.facts["pitches"] = len(alphabet)
    return made


def make_tracks(wish: Wish, folder: Path) -> Made:
    """Write the tracks that pass papers/003's filters, in median pauses and the 4th octave."""
    made = Made()
    lines = []
    evened = 0
    for piece in _pieces(wish, made):
        track = normalised(piece)
        if isinstance(track, str):
            made.rejections.append(Rejection(piece.name, track))
            continue
        evened += track.is_performed
        columns = {name: column.tolist() for name, column in track.notes._asdict().items()}
        lines.append(json.dumps({"name": track.name, "style": track.style, **columns}) + "\n")
    made.kept = len(lines)
    made.facts["with time made even"] = evened
    if lines:
        write_whole(folder / "tracks.jsonl", "".join(lines))
    return made


def make_triples(wish: Wish, folder: Path) -> Made:
    """Write pitch, step and duration of each piece, by way of a piano roll, as papers/002."""
    made = Made()
    names: list[str] = []
    lengths: list[int] = []
    columns: list[npt.NDArray[np.float32]] = []
    for piece in _pieces(wish, made):
        roll = piano_roll(piece.notes)
        triples = encoded(notes_of(roll))
        if len(triples) <= WINDOW:
            made.rejections.append(Rejection(piece.name, TOO_SHORT))
            continue
        if wish.rolls:
            _write_roll(folder / "rolls" / f"{len(names):05}.npz", roll)
        names.append(f"{piece.style}/{piece.name}")
        lengths.append(len(triples))
        columns.append(np.array(triples, dtype=np.float32))
    made.kept = len(names)
    made.facts["notes"] = sum(lengths)
    if names:
        pitch, step, duration = np.concatenate(columns).T
        _write_arrays(
            folder / "triples.npz", name=np.array(names), length=np.array(lengths),
            pitch=pitch.astype(np.uint8), step=step, duration=duration,
        )  # fmt: skip
    return made


def _write_roll(path: Path, roll: PianoRoll) -> None:
    rate = np.array(roll.frame_rate)
    _write_arrays(path, velocity=roll.velocity, is_onset=roll.is_onset, frame_rate=rate)


def _write_arrays(path: Path, **arrays: Any) -> None:
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    write_whole(path, content.getvalue())


KINDS: Final[dict[str, Callable[[Wish, Path], Made]]] = {
    "grid": make_grid,
    "pitches": make_pitches,
    "tracks": make_tracks,
    "triples": make_triples,
}


def _tunes(wish: Wish, made: Made) -> Iterator[Tune]:
    for tune in _read(wish, made).tunes:
        if wish.all_parts or tune.part == 0:
            if max(tune.onset) + max(tune.duration) > MOST_QUARTERS:
                made.rejections.append(Rejection(tune.source, TOO_LONG))
            else:
                yield in_sixteenths(tune) if wish.sixteenths else tune


def _read(wish: Wish, made: Made, *reader: Reader) -> Reading:
    tunes: list[Tune] = []
    for source in wish.sources:
        reading = read_source(source, wish.data, *reader)
        made.found[source] = len(reading.tunes)
        made.rejections += reading.rejections
        tunes += reading.tunes
    return Reading(tuple(tunes))


def _pieces(wish: Wish, made: Made) -> Iterator[Piece]:
    for source in wish.sources:
        found = read_pieces(source, wish.data, wish.seed)
        made.found[source] = len(found.pieces)
        made.rejections += found.rejections
        for piece in found.pieces:
            if (
                max((note.onset + note.duration for note in piece.notes), default=0.0)
                > MOST_SECONDS
            ):
                made.rejections.append(Rejection(piece.name, TOO_LONG))
            else:
                yield piece


def _is_acceptable(tune: Tune, made: Made) -> bool:
    duration = unacceptable(tune)
    if duration is not None:
        made.rejections.append(Rejection(tune.source, _reason(duration), f"{duration:g}"))
    return duration is None


def _reason(duration: float) -> str:
    # No note value is finer than a 32nd of a triplet; what is between was performed, not written.
    if abs(duration * 24 - round(duration * 24)) > 1e-3:
        return PLAYED
    return f"a duration of {duration:.4g} quarter lengths"


def _violin(path: Path, _: bytes) -> Reading:
    return guarded("", lambda: _violin_parts(path))


def _violin_parts(path: Path) -> Reading:
    found = violin_parts_in(path)
    tunes = tuple(replace(tune, source=tune.source.removeprefix(path.stem)) for tune in found)
    return Reading(tunes) if tunes else Reading(rejections=(Rejection("", NO_VIOLIN),))


VIOLIN: Final = Reader("violin", _violin)
