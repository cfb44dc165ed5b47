"""Melodies as one symbol for each 16th note: a MIDI number, a hold, a rest or the end.

Knows notes in quarter lengths and the symbols' numbers; knows no file, no tempo and no network.
The symbols are those of papers/001, 2.2.1 and 2.3.1.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

STEPS_IN_QUARTER: Final = 4
HOLD: Final = "_"
REST: Final = "r"
END: Final = "/"
_PITCHES: Final = tuple(str(pitch) for pitch in range(128))
_PITCH_OF: Final = {symbol: pitch for pitch, symbol in enumerate(_PITCHES)}
# In quarter lengths: a file's rounding, far from the nearest value that does not fit.
_EXACT: Final = 1e-4


class GridError(ValueError):
    """Notes that do not lie on the grid, or symbols that are none; the message names which."""


class GridNote(NamedTuple):
    """A note of a melody; `onset` and `duration` in quarter lengths."""

    pitch: int
    onset: float
    duration: float


class _Cell(NamedTuple):
    """A note on the grid; `begin` and `end` in 16ths."""

    begin: int
    end: int
    pitch: int


def encoded(
    pitch: Sequence[int],
    onset: Sequence[float],
    duration: Sequence[float],
    length: float = 0.0,
) -> list[str]:
    """Return the notes, three columns in quarter lengths, as one symbol for each 16th.

    A rest of n 16ths, also before the first note and after the last up to `length`, is a rest
    and n - 1 holds. Of notes that sound together the highest is kept, as far as the next
    begins. Raises GridError, naming the duration or onset, for what no 16ths make up.
    """
    symbols: list[str] = []
    for cell in _skyline(_cells(pitch, onset, duration)):
        symbols += _held(REST, cell.begin - len(symbols))
        symbols += _held(_PITCHES[cell.pitch], cell.end - cell.begin)
    return symbols + _held(REST, _steps(length, "a length") - len(symbols))


def decoded(symbols: Iterable[str]) -> list[GridNote]:
    """Return the notes, up to the end symbol or the last one.

    A hold with nothing before it is silence. Raises GridError for what is no symbol.
    """
    cells: list[_Cell] = []
    is_sounding = False
    for step, symbol in enumerate(symbols):
        if symbol == END:
            break
        if symbol == HOLD:
            if is_sounding:
                cells[-1] = cells[-1]._replace(end=step + 1)
            continue
        is_sounding = symbol != REST
        if is_sounding:
            cells.append(_Cell(step, step + 1, pitch_of(symbol)))
    return [
        GridNote(pitch, begin / STEPS_IN_QUARTER, (end - begin) / STEPS_IN_QUARTER)
        for begin, end, pitch in cells
    ]


def pitch_of(symbol: str) -> int:
    """Return the MIDI number that `symbol` is; GridError for any other."""
    try:
        return _PITCH_OF[symbol]
    except KeyError:
        raise GridError(f"{symbol!r} is no symbol of the 16th-note grid") from None


def is_pitch(symbol: str) -> bool:
    """Return whether the symbol begins a note."""
    return symbol in _PITCH_OF


@dataclass(frozen=True, slots=True)
class SymbolMap:
    """The symbols that a data set uses, each with the number that is its place here.

    GridError for one that is no symbol of the grid, or is there twice.
    """

    symbols: tuple[str, ...]

    def __post_init__(self) -> None:
        for symbol in self.symbols:
            if symbol not in (HOLD, REST, END):
                pitch_of(symbol)
        if len(set(self.symbols)) < len(self.symbols):
            raise GridError("a symbol map names a symbol twice")

    @classmethod
    def of(cls, symbols: Iterable[str]) -> "SymbolMap":
        """Return the map of all that occur: pitches ascending, then the end, hold and rest."""
        found = set(symbols)
        signs = sorted(found - _PITCH_OF.keys())
        return cls((*sorted(found & _PITCH_OF.keys(), key=_PITCH_OF.__getitem__), *signs))

    @classmethod
    def from_json(cls, text: str) -> "SymbolMap":
        """Return the map that `text`, an object of symbol to number, holds; GridError if none."""
        try:
            numbers = dict(json.loads(text).items())
            symbols = sorted(numbers, key=numbers.__getitem__)
            is_whole = [numbers[symbol] for symbol in symbols] == list(range(len(symbols)))
        except (ValueError, TypeError, AttributeError):
            is_whole = False
        if not is_whole or not symbols:
            raise GridError("a symbol map is an object that counts its symbols from 0")
        return cls(tuple(symbols))

    @property
    def json(self) -> str:
        """The map as an object of symbol to number, as papers/001, 2.3.2, keeps it."""
        return json.dumps({symbol: number for number, symbol in enumerate(self.symbols)})

    @property
    def digest(self) -> str:
        """What tells this map from any other, for the header of a weights file."""
        return hashlib.sha256(" ".join(self.symbols).encode()).hexdigest()[:16]

    def numbers_of(self, symbols: Iterable[str]) -> list[int]:
        """Return the number of each symbol; GridError, naming it, for one that is not mapped."""
        numbers = {symbol: number for number, symbol in enumerate(self.symbols)}
        try:
            return [numbers[symbol] for symbol in symbols]
        except KeyError as error:
            raise GridError(f"the symbol {error.args[0]!r} is not in the map") from None

    def symbols_of(self, numbers: Iterable[int]) -> list[str]:
        """Return the symbol of each number, 0..len-1."""
        return [self.symbols[number] for number in numbers]


def _cells(
    pitch: Sequence[int], onset: Sequence[float], duration: Sequence[float]
) -> Iterable[_Cell]:
    for number, begins, lasts in zip(pitch, onset, duration, strict=True):
        if not 0 <= number <= 127:
            raise GridError(f"the pitch {number} is not in 0..127")
        begin, steps = _steps(begins, "an onset"), _steps(lasts, "a duration")
        if steps == 0:
            raise GridError("a duration of 0 quarter lengths takes no 16th")
        yield _Cell(begin, begin + steps, number)


def _skyline(cells: Iterable[_Cell]) -> Iterable[_Cell]:
    """Yield the cells that are heard as the melody, none overlapping, in order."""
    kept: list[_Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.begin, -cell.pitch)):
        if kept and cell.begin < kept[-1].end:
            if cell.pitch < kept[-1].pitch or cell.begin == kept[-1].begin:
                continue
            kept[-1] = kept[-1]._replace(end=cell.begin)
        kept.append(cell)
    return kept


def _held(symbol: str, steps: int) -> list[str]:
    return [symbol, *[HOLD] * (steps - 1)] if steps > 0 else []


def _steps(quarters: float, what: str) -> int:
    steps = quarters * STEPS_IN_QUARTER
    # A number that is none, or endless, is nowhere on the grid either.
    if not (0.0 <= steps < float("inf")) or abs(steps - round(steps)) > _EXACT * STEPS_IN_QUARTER:
        raise GridError(f"{what} of {quarters:g} quarter lengths is not made of 16ths")
    return round(steps)
