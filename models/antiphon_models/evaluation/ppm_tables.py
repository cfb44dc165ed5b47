"""What PPM* says of each note of test melodies: long-term, short-term, and both learning on.

Knows melodies as columns of an alphabet; knows no fold and no score.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from antiphon_models.evaluation.mixing import Table
from antiphon_models.evaluation.ppm import Ppm

LONG_TERM = "PPM LTM"
SHORT_TERM = "PPM STM"
LEARNING_ON = "PPM LTM+"


def ppm_tables(
    training: Iterable[bytes], test: Sequence[bytes], alphabet: int
) -> dict[str, list[Table]]:
    """Return each model's chances for the notes of `test`, in that order, a table a melody.

    The long-term model learned `training`; the short-term one knows the melody so far and
    nothing else; the one that learns on also learns each test note once it is predicted.
    """
    long_term, learning_on = Ppm(alphabet), Ppm(alphabet)
    for melody in training:
        long_term.learn_melody(melody)
        learning_on.learn_melody(melody)
    return {
        LONG_TERM: [_fixed(long_term, melody) for melody in test],
        SHORT_TERM: [_learning(Ppm(alphabet), melody) for melody in test],
        LEARNING_ON: [_learning(learning_on, melody) for melody in test],
    }


def _fixed(model: Ppm, melody: bytes) -> Table:
    return np.array([model.predict(melody[:index]) for index in range(len(melody))])


def _learning(model: Ppm, melody: bytes) -> Table:
    rows = []
    for index, column in enumerate(melody):
        rows.append(model.predict(melody[:index]))
        model.learn(melody[:index], column)
    return np.array(rows)
