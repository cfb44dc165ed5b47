"""A piano roll in characters: pitch upwards, time to the right, both voices told apart.

Knows notes and the width it has; knows no terminal, which decides on colours and characters.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from antiphon_models.music.pitch import pitch_name

Voice = Literal["player", "network", "motif"]
Ink = Literal["player", "network", "motif", "faint", "plain"]

# More rows than this and only the pitches that sound are shown.
TALLEST = 26
NARROWEST = 24
_GUTTER = 5
_LABEL_SPACE = 8
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)


@dataclass(frozen=True, slots=True)
class RollNote:
    """A note of the player's, or one of the machine's by where it came from; seconds."""

    pitch: int
    onset: float
    offset: float
    voice: Voice


@dataclass(frozen=True, slots=True)
class Heading:
    """A word above the roll at `time`, in seconds."""

    time: float
    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """The characters of a voice: the onset of a note, and how long it goes on."""

    onset: str
    body: str


@dataclass(frozen=True, slots=True)
class Face:
    """How a roll looks: signs of the voices, the axis' characters, escape codes of the inks."""

    signs: dict[Voice, Sign]
    wall: str
    corner: str
    floor: str
    tick: str
    mark: str
    codes: dict[Ink, str]

    def painted(self, text: str, ink: Ink) -> str:
        """Return `text` in this ink, or as it is where the face has no colours."""
        code = self.codes.get(ink)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text


_COLOURS: dict[Ink, str] = {"player": "1;33", "network": "36", "motif": "1;35", "faint": "2"}


def unicode_face(is_coloured: bool) -> Face:
    """Return the face for a terminal that can draw."""
    signs: dict[Voice, Sign] = {
        "player": Sign("●", "━"),
        "network": Sign("○", "─"),
        "motif": Sign("◆", "─"),
    }
    return Face(signs, "│", "└", "─", "┬", "┊", _COLOURS if is_coloured else {})


def ascii_face(is_coloured: bool) -> Face:
    """Return the face for a terminal that knows nothing but ASCII."""
    signs: dict[Voice, Sign] = {
        "player": Sign("#", "="),
        "network": Sign("o", "-"),
        "motif": Sign("*", "-"),
    }
    return Face(signs, "|", "+", "-", "+", ":", _COLOURS if is_coloured else {})


def piano_roll(
    notes: Sequence[RollNote], width: int, face: Face, headings: Sequence[Heading] = ()
) -> list[str]:
    """Return the roll of `notes`, `width` characters wide, as lines; no notes make no lines.

    Each heading stands above its time, which a faint line marks.
    """
    if not notes:
        return []
    scale = _Scale.fitting(notes, max(width, NARROWEST) - _GUTTER)
    marks = {scale.at(heading.time) for heading in headings} - {0}
    rows = [_row(pitch, notes, marks, scale, face) for pitch in _shown_pitches(notes)]
    above = [_heading_line(headings, scale)] if headings else []
    return [*above, *rows, *_axis(scale, face)]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Time on paper: `columns` of `column` seconds each, the first from `start` on."""

    start: float
    column: float
    columns: int

    @classmethod
    def fitting(cls, notes: Sequence[RollNote], columns: int) -> "_Scale":
        start = min(note.onset for note in notes)
        span = max(max(note.offset for note in notes) - start, 0.1)
        return cls(start, span / columns, columns)

    def at(self, time: float) -> int:
        # The small part keeps a time on a column's edge out of the column before.
        column = math.floor((time - self.start) / self.column + 1e-6)
        return max(0, min(column, self.columns - 1))


def _shown_pitches(notes: Iterable[RollNote]) -> list[int]:
    pitches = {note.pitch for note in notes}
    if max(pitches) - min(pitches) < TALLEST:
        return list(range(max(pitches), min(pitches) - 1, -1))
    return sorted(pitches, reverse=True)


def _heading_line(headings: Iterable[Heading], scale: _Scale) -> str:
    line = ""
    for heading in headings:
        line = line.ljust(scale.at(heading.time)) + heading.text + " "
    return " " * _GUTTER + line.rstrip()


def _row(
    pitch: int, notes: Iterable[RollNote], marks: Iterable[int], scale: _Scale, face: Face
) -> str:
    cells: list[tuple[str, Ink]] = [(" ", "plain")] * scale.columns
    for column in marks:
        cells[column] = (face.mark, "faint")
    here = sorted((note for note in notes if note.pitch == pitch), key=lambda note: note.onset)
    for note in here:
        for column, character in _drawn(note, scale, face):
            cells[column] = (character, note.voice)
    name = pitch_name(pitch) if here else ""
    runs = groupby(cells, key=lambda cell: cell[1])
    inked = [face.painted("".join(char for char, _ in run), ink) for ink, run in runs]
    return f"{name:>{_GUTTER - 1}}{face.painted(face.wall, 'faint')}{''.join(inked)}".rstrip()


def _drawn(note: RollNote, scale: _Scale, face: Face) -> Iterable[tuple[int, str]]:
    first, last = scale.at(note.onset), scale.at(note.offset)
    sign = face.signs[note.voice]
    # A note reaches up to the column in which it ends, so that a repeated one stands apart.
    return enumerate(sign.onset + sign.body * max(last - first - 1, 0), start=first)


def _axis(scale: _Scale, face: Face) -> list[str]:
    span = scale.columns * scale.column
    step = next((step for step in _STEPS if step / scale.column >= _LABEL_SPACE), span)
    floor, ruler = [face.floor] * scale.columns, ""
    end = scale.start + span
    number = math.ceil(scale.start / step - 1e-6)
    while number * step < end:
        column = scale.at(number * step)
        floor[column] = face.tick
        label = f"{number * step:g}" if ruler else f"{number * step:g} s"
        if len(ruler) <= column <= scale.columns - len(label):
            ruler = ruler.ljust(column) + label
        number += 1
    indent = " " * (_GUTTER - 1)
    return [
        indent + face.painted(face.corner + "".join(floor), "faint"),
        indent + " " + face.painted(ruler, "faint"),
    ]
