"""The context models that the mixture may ask besides network and memory, by pitch and interval.

Knows melodies in MIDI pitches; knows no mixture and no score.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from antiphon_models.evaluation.discounted import DiscountedModel
from antiphon_models.evaluation.mixing import Table
from antiphon_models.music.motif import interval_byte

# A melody is known by heart as far as it went; a corpus only as far as it repeats itself.
LONGEST_SHORT_TERM = 16
LONGEST_LONG_TERM = 6

Melody = Sequence[int]


class TwoViews:
    """One context model over pitches and one over intervals, which learn together."""

    def __init__(self, longest: int, alphabet: Sequence[int]) -> None:
        self._by_pitch = DiscountedModel(longest)
        self._by_interval = DiscountedModel(longest)
        self._alphabet = alphabet

    def learn_melodies(self, melodies: Iterable[Melody]) -> None:
        """Count every note of melodies."""
        for melody in melodies:
            self._by_pitch.learn_melody(bytes(melody))
            self._by_interval.learn_melody(_intervals(melody))

    def tables(self, melody: Melody, is_learning: bool) -> tuple[Table, Table]:
        """Return the chances by pitch and by interval of each note; then learn it, if so."""
        pitches, intervals = bytes(melody), _intervals(melody)
        rows = []
        for index, pitch in enumerate(pitches):
            past, steps = pitches[:index], intervals[: max(0, index - 1)]
            rows.append((self._pitch_chances(past), self._interval_chances(past, steps)))
            if is_learning:
                self._by_pitch.learn(past, pitch)
                if index:
                    self._by_interval.learn(steps, intervals[index - 1])
        by_pitch, by_interval = zip(*rows, strict=True)
        return np.array(by_pitch), np.array(by_interval)

    def _pitch_chances(self, past: bytes) -> Table:
        return self._by_pitch.predict(past, bytes(self._alphabet))

    def _interval_chances(self, past: bytes, steps: bytes) -> Table:
        if not past:
            return np.full(len(self._alphabet), 1.0 / len(self._alphabet))
        choices = bytes(interval_byte(past[-1], pitch) for pitch in self._alphabet)
        return self._by_interval.predict(steps, choices)


def _intervals(melody: Melody) -> bytes:
    return bytes(interval_byte(before, after) for before, after in pairwise(melody))
