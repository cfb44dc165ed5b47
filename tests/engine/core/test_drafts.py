import math

from antiphon_engine.core.events import NoteOff, NoteOn, TurnChange
from antiphon_engine.core.performer import Performer
from antiphon_engine.core.taste import akin
from antiphon_engine.params import Params, changed
from antiphon_models.learned_taste import LearnedTaste
from fakes import ScriptedMind, proposals

SCRIPT = proposals(72, 74, 76, 77)


def highest(_cue, answer):
    """A taste for answers that lie high."""
    return sum(planned.thought.pitch for planned in answer)


def wandering(candidates, taste=highest, **params):
    knobs = {"candidates": candidates, "turn_gap_adaptive": False, **params}
    return Performer(ScriptedMind(SCRIPT, wander=6), changed(Params(), knobs), 2, taste)


def play(player, at=0.0, until=100.0, step=None):
    """Play four notes from `at` and return all that is played by `until`, looked at every step."""
    came = []
    for number in range(4):
        came += player.hear(NoteOn(at + 0.25 * number, 0, 60 + number, 80))
        came += player.hear(NoteOff(at + 0.25 * number + 0.2, 0, 60 + number))
    now = player.now
    while (due := player.next_due()) <= until:
        now = max(due, now + step) if step else due
        came += player.advance(now)
    return came


def pitches(happenings):
    return [event.pitch for event in happenings if isinstance(event, NoteOn)]


def test_of_several_candidates_the_one_most_to_the_taste_is_played():
    sums = [sum(pitches(play(wandering(count)))) for count in (1, 2, 4, 16)]
    assert sums == sorted(sums)
    assert sums[-1] > sums[0]
    lowest = play(wandering(16, lambda *told: -highest(*told)))
    assert sum(pitches(lowest)) < sums[0]


def test_the_same_is_played_however_often_anyone_looks():
    exact = play(wandering(8))
    for step in (0.001, 0.013, 0.2):
        assert play(wandering(8), step=step) == exact


def drafts_in(turn_gap):
    """Return how many of 16 drafts are there to choose from when the turn ends."""
    rated = []

    def taste(cue, answer):
        # What is drafted before the last note is thrown away.
        rated.extend([answer] * (len(cue.phrase) == 4))
        return 0.0

    play(wandering(16, taste, turn_gap=turn_gap))
    return len(rated)


def test_a_gap_too_short_for_all_drafts_has_those_that_there_was_time_for():
    # A draft here is four notes, and finding that it is the last.
    # A slice of four is made every 5 ms.
    assert [drafts_in(gap) for gap in (0.11, 0.15, 0.35)] == [5, 12, 16]


def test_an_answer_is_made_even_where_there_is_no_time_for_drafts():
    player = wandering(16, turn_gap=0.1, output_offset_ms=-90)
    assert len(pitches(play(player))) == 4


def test_drafts_are_thrown_away_when_the_player_goes_on():
    player = wandering(8)
    play(player, until=1.15)
    # The drafts were being made, and the phrase is longer now.
    came = play(player, at=1.2)
    assert len(pitches(came)) == 9
    assert next(event.turn for event in came if isinstance(event, TurnChange)) == "answering"


def test_a_knob_that_is_turned_in_an_answer_acts_on_what_is_left_of_it():
    player = wandering(8)
    begun = play(player, until=1.36)
    rest = player.set_params({"transpose": 24}, player.now)
    while (due := player.next_due()) < math.inf:
        rest += player.advance(due)
    assert max(pitches(begun)) < 90
    assert len(pitches(rest)) == 3
    # Two notes were decided already.
    assert pitches(rest)[-1] > 85


def test_one_candidate_costs_no_draft():
    mind = ScriptedMind(SCRIPT)
    forks = []
    mind.fork = lambda: forks.append(1) or ScriptedMind.fork(mind)
    play(Performer(mind, changed(Params(), {"turn_gap_adaptive": False, "candidates": 1}), 1))
    # One for the answer, one so that it can be taken back.
    assert len(forks) == 2


def test_a_taste_that_is_taken_up_chooses_from_the_next_answer_on():
    def two_answers(*when):
        player = wandering(8, akin)
        if "before" in when:
            player.take_up_taste(LearnedTaste({"height": 1.0}, 5, 5), 0.0)
        first = pitches(play(player, until=8.0))
        if "between" in when:
            player.take_up_taste(LearnedTaste({"height": 1.0}, 5, 5), 9.0)
        return first, pitches(play(player, at=10.0))

    without, before, between = two_answers(), two_answers("before"), two_answers("between")
    assert sum(before[0]) > sum(without[0])
    assert between[0] == without[0]
    assert sum(between[1]) > sum(without[1])


def test_a_taste_that_is_forgotten_leaves_no_trace():
    player = wandering(8, akin)
    player.take_up_taste(LearnedTaste({"height": 1.0}, 5, 5), 0.0)
    player.take_up_taste(LearnedTaste(), 0.0)
    assert play(player) == play(wandering(8, akin))
