import math

import numpy as np
import pytest

from antiphon_models.anticipation import ALWAYS, Anticipation, push_of
from antiphon_models.codecs.note_stream import IOI
from antiphon_models.mixture import Start
from antiphon_models.music.motif import PITCH, Motif
from antiphon_models.recollection import VOTERS, Recollection
from antiphon_models.sampling import Distribution

EVEN = np.full(128, 1 / 128)
BELIEVED = Start((1.0, *(1.0,) * VOTERS))


def recollection(pitch: int, ioi: float = 0.5) -> Recollection:
    return Recollection(Motif(7, 1.0, pitch, ioi, 0.4, 80, 5, 0, PITCH), "")


def odds(distribution: Distribution, index: int) -> float:
    return float(distribution[index] / (1.0 - distribution[index]))


def test_at_a_quarter_the_memories_are_believed_as_much_as_they_have_earned() -> None:
    assert push_of(0.25) == 0.0
    pitch = Anticipation(what=BELIEVED).pitch(EVEN, [recollection(60)], 0.25)
    # Nothing is known of the voter, so it is right half of the time.
    assert pitch[60] == pytest.approx(0.5)


def test_the_knob_multiplies_the_odds_of_what_is_remembered() -> None:
    anticipation = Anticipation(what=BELIEVED)
    low, high = (anticipation.pitch(EVEN, [recollection(60)], t) for t in (0.1, 0.5))
    assert odds(low, 60) == pytest.approx(1 / 3)
    assert odds(high, 60) == pytest.approx(3.0)


def test_at_zero_the_network_decides_alone_and_at_one_the_memory_does() -> None:
    anticipation = Anticipation(BELIEVED, BELIEVED)
    recalled = [recollection(60)]
    assert anticipation.pitch(EVEN, recalled, 0.0) is EVEN
    assert anticipation.ioi(EVEN[:40], recalled, 0.0).tolist() == EVEN[:40].tolist()
    assert anticipation.pitch(EVEN, recalled, 1.0)[60] == pytest.approx(1.0)
    assert (push_of(0.0), push_of(1.0)) == (-ALWAYS, ALWAYS)


def test_time_is_expected_as_the_motif_had_it() -> None:
    even = np.full(IOI.count, 1 / IOI.count)
    when = Anticipation(when=BELIEVED).ioi(even, [recollection(60, 0.5)], 0.25)
    assert int(when.argmax()) == IOI.bin_of(0.5)[0]


def test_what_must_not_be_played_stays_impossible() -> None:
    likely = EVEN.copy()
    likely[60] = 0.0
    likely /= likely.sum()
    pitch = Anticipation().pitch(likely, [recollection(60), recollection(62)], 0.9)
    assert pitch[60] == 0.0
    assert pitch.sum() == pytest.approx(1.0)


def test_without_a_memory_the_network_is_believed_as_it_is() -> None:
    assert Anticipation(what=BELIEVED).pitch(EVEN, [], 0.25) is EVEN


def test_the_knob_moves_the_odds_the_same_way_everywhere() -> None:
    pushes = [push_of(number / 20) for number in range(21)]
    assert pushes == sorted(pushes)
    assert push_of(0.75) == pytest.approx(math.log(9.0))
