"""A part of a score, as music21 has it, as a tune.

Knows music21's notes, ties and keys by their attributes; loads nothing and knows no file.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from antiphon_models.corpus.tune import Tune


class Heading(NamedTuple):
    """What a file says of a tune before its notes; nothing of what it does not say."""

    title: str = ""
    catalogue: str = ""
    key: str = ""


def tune_of_part(source: str, heading: Heading, part: Any, number: int = 0) -> Tune:
    """Return the part, the score's `number`th, without graces and chord symbols, ties merged.

    A chord is notes of one onset; a key that the heading lacks is taken from the part. Raises
    ValueError where there are not two notes.
    """
    notes = _ties_merged(_sounding(part))
    if len(notes) < 2:
        raise ValueError("holds no melody")
    pitch, onset, duration = zip(*notes, strict=True)
    key = heading.key or _key(part)
    return Tune(
        source, heading.title, heading.catalogue, pitch, onset, duration,
        key, _durations(part), number,
    )  # fmt: skip


def _sounding(part: Any) -> Iterator[tuple[int, float, float, bool]]:
    """Yield pitch, onset, duration and whether tied to the next."""
    for element in part.flatten().notes:
        if not _is_written(element):
            continue
        is_tied = element.tie is not None and element.tie.type in ("start", "continue")
        onset, duration = float(element.offset), float(element.quarterLength)
        for pitch in sorted(element.pitches):
            yield pitch.midi, onset, duration, is_tied


def _durations(part: Any) -> tuple[float, ...]:
    written = filter(_is_written, part.flatten().notesAndRests)
    return tuple(sorted({float(element.quarterLength) for element in written}))


def _is_written(element: Any) -> bool:
    """Whether it takes time in the score: no grace, and no name of a chord."""
    if "ChordSymbol" in element.classes or element.duration.isGrace:
        return False
    return float(element.quarterLength) > 0.0


def _key(part: Any) -> str:
    """Return the first key of the part in the words of ABC; nothing where it has none.

    A signature that does not say the mode stands for its major key.
    """
    flat = part.flatten()
    keys = [*flat.getElementsByClass("Key"), *flat.getElementsByClass("KeySignature")]
    if not keys:
        return ""
    key = keys[0] if "Key" in keys[0].classes else keys[0].asKey("major")
    return f"{key.tonic.name.replace('-', 'b')}{_MODES.get(key.mode, f' {key.mode}')}"


_MODES = {"major": "", "minor": "m"}


def _ties_merged(
    written: Iterable[tuple[int, float, float, bool]],
) -> Sequence[tuple[int, float, float]]:
    notes: list[tuple[int, float, float]] = []
    tied: dict[int, int] = {}  # pitch -> which of the notes it is that goes on
    for pitch, onset, duration, is_tied in written:
        which = tied.pop(pitch, None)
        if which is not None and abs(sum(notes[which][1:]) - onset) < 1e-3:
            notes[which] = (pitch, notes[which][1], onset + duration - notes[which][1])
        else:
            which = len(notes)
            notes.append((pitch, onset, duration))
        if is_tied:
            tied[pitch] = which
    return notes
