"""The symbols of a grid network as what they mean to a player: pitches, hold, rest, end.

Knows numbers and pitches; knows no network, no key and no time.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.time_grid import END, HOLD, REST, SymbolMap, is_pitch, pitch_of


@dataclass(frozen=True)
class GridAlphabet:
    """A network's symbols by number; `rest` is None where the network was taught no rests.

    `numbers` and `pitches` are those of the symbols that begin a note, ascending in pitch.
    """

    symbols: SymbolMap

    @cached_property
    def hold(self) -> int:
        """The number of the hold."""
        return self.symbols.symbols.index(HOLD)

    @cached_property
    def end(self) -> int:
        """The number of the end."""
        return self.symbols.symbols.index(END)

    @cached_property
    def rest(self) -> int | None:
        """The number of the rest."""
        found = self.symbols.symbols
        return found.index(REST) if REST in found else None

    @cached_property
    def numbers(self) -> npt.NDArray[np.int64]:
        """The numbers of the symbols that begin a note."""
        found = [n for n, symbol in enumerate(self.symbols.symbols) if is_pitch(symbol)]
        return np.array(sorted(found, key=self._pitch), dtype=np.int64)

    @cached_property
    def pitches(self) -> npt.NDArray[np.int64]:
        """The pitches of those symbols, in the same order."""
        return np.array([self._pitch(number) for number in self.numbers], dtype=np.int64)

    @cached_property
    def middle(self) -> float:
        """The pitch in the middle of those that there are."""
        return float(self.pitches[0] + self.pitches[-1]) / 2

    def pitch(self, number: int) -> int | None:
        """Return the pitch that the symbol with this number begins; None for a sign."""
        symbol = self.symbols.symbols[number]
        return pitch_of(symbol) if is_pitch(symbol) else None

    def number_of(self, pitch: int) -> int:
        """Return the number of `pitch`, or of the nearest to it, octaves aside where there is."""
        octaves = (pitch - self.pitches) % 12 == 0
        candidates = self.pitches[octaves] if octaves.any() else self.pitches
        nearest = candidates[np.abs(candidates - pitch).argmin()]
        return int(self.numbers[self.pitches.searchsorted(nearest)])

    def _pitch(self, number: int) -> int:
        return pitch_of(self.symbols.symbols[number])
