import numpy as np
import pytest

from antiphon_engine.params import Params, changed
from antiphon_models.music.scale import scale_pitch_classes
from antiphon_models.pitch_choice import allowed, has_room, reach, unlooped

EVEN = np.full(128, 1 / 128)


def pitches(played, **changes):
    return [int(pitch) for pitch in np.flatnonzero(reach(played, changed(Params(), changes)))]


def test_the_register_reaches_so_far_beyond_what_was_played():
    assert pitches([60, 64], register=2) == list(range(58, 67))


def test_before_the_first_note_the_middle_octaves_are_in_reach():
    assert pitches([], register=0) == list(range(55, 80))


def test_a_scale_lock_leaves_the_notes_of_the_scale():
    assert pitches([60, 67], register=0, scale_lock="blues") == [60, 63, 65, 66, 67]


def test_where_the_register_holds_no_note_of_the_scale_the_nearest_are_in_reach():
    assert pitches([61], register=0, scale_lock="major", scale_root="C") == [60, 62]


@pytest.mark.parametrize("root", ["C", "F#", "B"])
def test_every_locked_pitch_is_in_the_scale(root):
    found = pitches(list(range(128)), scale_lock="dorian", scale_root=root)
    assert {pitch % 12 for pitch in found} == scale_pitch_classes(root, "dorian")


def test_a_pitch_of_the_chord_does_not_come_again_while_there_is_another():
    within = reach([60, 61], changed(Params(), {"register": 0}))
    logits = np.zeros(128, dtype=np.float32)
    assert np.flatnonzero(allowed(logits, within, {60}) == 0.0).tolist() == [61]
    assert not has_room(within, {60, 61})
    assert np.flatnonzero(allowed(logits, within, {60, 61}) == 0.0).tolist() == [60, 61]


@pytest.mark.parametrize(
    ("pitches", "barred"),
    [
        ([60, 60, 60, 60], 60),
        ([60, 62] * 4 + [60], 62),
        ([60, 62, 64] * 4 + [60, 62], 64),
    ],
)
def test_no_figure_is_played_a_fifth_time(pitches, barred):
    assert unlooped(EVEN, pitches, 1.0)[barred] == 0.0


def test_a_figure_that_comes_round_is_the_less_likely_the_more_often_it_did():
    chances = [unlooped(EVEN, [60, 62] * rounds, 1.0)[60] for rounds in (2, 3, 4)]
    assert chances[0] > chances[1] > chances[2] > 0.0


def test_where_only_the_figure_may_be_played_it_goes_on():
    only = np.zeros(128)
    only[60] = 1.0
    assert unlooped(only, [60] * 9, 1.0)[60] == 1.0
