import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_engine.core.events import Control, NoteOff, NoteOn, TurnChange
from antiphon_engine.core.performer import Performer
from antiphon_engine.core.voice import LEAD
from antiphon_engine.params import Params, changed
from fakes import ScriptedMind, proposals


def performer(mind=None, seed=1, **params):
    return Performer(mind or ScriptedMind(), changed(Params(), params), seed)


def play(player, *pitches, at=0.0, step=0.25, length=0.2):
    """Play pitches one after another; return what came back and when the last key came up."""
    happenings = []
    for number, pitch in enumerate(pitches):
        onset = at + number * step
        happenings += player.hear(NoteOn(onset, 0, pitch, 80))
        happenings += player.hear(NoteOff(onset + length, 0, pitch))
    return happenings, at + (len(pitches) - 1) * step + length


def run(player, until):
    happenings = []
    while player.next_due() <= until:
        happenings += player.advance(player.next_due())
    return happenings + player.advance(until)


def onsets(happenings):
    return [(round(e.time, 6), e.pitch) for e in happenings if isinstance(e, NoteOn)]


def turns(happenings):
    return [e.turn for e in happenings if isinstance(e, TurnChange)]


def test_answer_comes_when_the_player_has_been_silent_for_the_gap():
    player = performer(turn_gap_adaptive=False)
    _, end = play(player, 60, 62, 64)
    assert onsets(run(player, end + 0.3)) == []
    assert onsets(run(player, end + 1.0))[0] == (round(end + 0.35, 6), 72)


def test_answer_is_handed_out_ahead_of_its_time():
    player = performer(turn_gap_adaptive=False)
    _, end = play(player, 60)
    first = run(player, end + 0.35 - LEAD + 1e-6)
    assert onsets(first) == [(round(end + 0.35, 6), 72)]


def test_answer_is_as_long_as_the_phrase():
    player = performer(turn_gap_adaptive=False)
    play(player, 60, 62, 64, 65)
    heard = run(player, 10.0)
    assert [pitch for _, pitch in onsets(heard)] == [72, 74, 76, 77]
    assert turns(heard) == ["answering", "listening"]


@pytest.mark.parametrize(("length", "count"), [("1 note", 1), ("8 notes", 8), ("1 bar", 8)])
def test_answer_length_is_what_was_asked(length, count):
    player = performer(answer_length=length, turn_gap_adaptive=False)
    play(player, 60)  # no tempo can be heard in one note: 120 bpm, a bar is two seconds
    assert len(onsets(run(player, 20.0))) == count


def test_reply_stops_when_the_human_plays():
    player = performer(turn_gap_adaptive=False)
    play(player, 60, 62, 64, 65)
    run(player, 1.4)
    assert player.sounding == [(1, 72)]
    happenings = player.hear(NoteOn(1.41, 0, 60, 80))
    assert happenings == [NoteOff(1.41, 1, 72), TurnChange(1.41, "yielding", 1)]
    assert onsets(run(player, 1.5)) == []


def test_overlapping_answer_goes_on_when_the_human_plays():
    player = performer(turn_gap_adaptive=False, barge_in="overlap")
    play(player, 60, 62, 64, 65)
    run(player, 1.4)
    happenings, _ = play(player, 60, at=1.41, length=0.1)
    happenings += run(player, 2.2)
    assert [pitch for _, pitch in onsets(happenings)] == [74, 76, 77]
    assert turns(happenings + run(player, 3.0)) == ["listening", "answering", "listening"]


def test_gap_grows_after_an_answer_came_too_soon():
    player = performer()
    _, end = play(player, 60, length=0.5)
    run(player, end + 0.4)
    player.hear(NoteOn(end + 0.5, 0, 60, 80))
    player.hear(NoteOff(end + 2.0, 0, 60))
    assert player.turn_end() == pytest.approx(end + 2.0 + 0.35 * 1.25)


def test_slow_player_is_given_more_time():
    player = performer()
    _, end = play(player, 60, 62, 64, step=0.8, length=0.7)
    assert player.turn_end() == pytest.approx(1.6 + 1.75 * 0.8)
    assert player.turn_end() > end + 0.35


def test_held_key_keeps_the_turn_but_a_drone_does_not():
    player = performer(turn_gap_adaptive=False)
    player.hear(NoteOn(0.0, 0, 36, 80))
    assert onsets(run(player, 8.0)) == []
    assert onsets(run(player, 9.0))[0] == (8.35, 72)


def test_sustain_pedal_does_not_count_as_playing():
    player = performer(turn_gap_adaptive=False)
    player.hear(Control(0.0, 0, 64, 127))
    _, end = play(player, 60)
    assert onsets(run(player, end + 0.4)) == [(round(end + 0.35, 6), 72)]


def test_a_chord_under_the_pedal_is_answered_as_if_its_keys_were_held():
    player = performer(turn_gap_adaptive=False)
    player.hear(Control(0.0, 0, 64, 127))
    play(player, 60, length=1.0)
    assert len(onsets(run(player, 20.0))) == 4


def test_duet_sent_later_is_heard_however_fast_the_player_plays():
    player = performer(mode="duet", output_offset_ms=100.0)
    happenings, _ = play(player, *[60] * 40, step=0.07, length=0.05)
    assert len(onsets(happenings)) > 8


def test_duet_plays_along_and_stops_when_left_alone():
    player = performer(ScriptedMind(proposals(72, ioi=0.15)), mode="duet")
    happenings, end = play(player, *[60] * 8)
    assert len(onsets(happenings)) >= 7
    happenings += run(player, end + 10)
    assert turns(happenings) == ["answering", "listening"]
    assert onsets(happenings)[-1][0] < end + 1.75


def test_solo_is_quantised_to_what_was_played_legato():
    player = performer(quantise=1.0, answer_length="1 note")
    for bar in (0.0, 1.0):
        for number, pitch in enumerate([60, 64, 67, 72]):
            player.hear(NoteOn(bar + number * 0.25, 0, pitch, 80))
        for pitch in (60, 72, 64, 67):
            player.hear(NoteOff(bar + 0.9, 0, pitch))
    run(player, 9.0)
    played = onsets(player.set_params({"mode": "solo"}, 9.0) + run(player, 12.0))
    apart = {round(after - before, 3) for (before, _), (after, _) in pairwise(played)}
    assert apart == {0.25}


def test_duet_of_many_minutes_follows_how_the_player_plays_now():
    player = performer(ScriptedMind(proposals(72, ioi=0.15)), mode="duet", velocity_follow=1.0)
    struck = [(number * 0.1, 20 if number < 600 else 100) for number in range(856)]
    sounded = []
    for onset, velocity in struck:
        sounded += player.hear(NoteOn(onset, 0, 60, velocity))
        sounded += player.hear(NoteOff(onset + 0.08, 0, 60))
    # The mind's own 80 is a little above the middle, and half of that is kept.
    last = [event for event in sounded if isinstance(event, NoteOn)][-1]
    assert last.velocity == 104


def test_duet_asked_for_once_more_comes_to_an_end_without_the_player():
    player = performer(mode="duet")
    _, end = play(player, 60, 62, 64, 65)
    happenings = player.retry("again", end) + run(player, 60.0)
    assert len(onsets(happenings)) == 4
    assert player.turn == "listening"


def test_duet_that_becomes_an_answer_answers_what_is_played_from_then_on():
    player = performer(mode="duet")
    _, end = play(player, *[60] * 20)
    player.set_params({"mode": "answer"}, end)
    _, end = play(player, 60, 62, at=end + 0.1)
    assert len(onsets(run(player, 60.0))) == 2


def test_solo_goes_on_alone_and_gives_way_to_the_player():
    player = performer(mode="solo")
    alone = run(player, 10.0)
    assert len(onsets(alone)) == 41
    cut = player.hear(NoteOn(10.05, 0, 60, 80))
    assert turns(cut) == ["yielding"]
    player.hear(NoteOff(10.2, 0, 60))
    assert turns(run(player, 12.0)) == ["answering"]


def test_panic_silences_everything_until_the_player_plays_again():
    player = performer(mode="solo")
    run(player, 1.1)
    happenings = player.panic(1.1)
    assert happenings[0] == NoteOff(1.1, 1, 72)
    controls = [(e.channel, e.number) for e in happenings if isinstance(e, Control)]
    assert controls == [(1, 64), (1, 123), (1, 120), (1, 121)]
    assert player.next_due() == math.inf


def test_second_panic_reaches_all_sixteen_channels():
    player = performer()
    player.panic(1.0)
    assert {e.channel for e in player.panic(2.0) if isinstance(e, Control)} == set(range(16))


def test_only_the_chosen_channel_is_heard():
    player = performer(channel_in=2)
    play(player, 60)
    assert player.next_due() == math.inf


def test_transposed_answer_sounds_transposed_and_is_thought_of_as_it_was_meant():
    mind = ScriptedMind()
    player = performer(mind, transpose=12)
    play(player, 60)
    assert onsets(run(player, 5.0))[0][1] == 84
    assert mind.played[0].pitch == 72


def test_output_offset_moves_what_sounds():
    for offset in (-50.0, 50.0):
        player = performer(output_offset_ms=offset, turn_gap_adaptive=False)
        _, end = play(player, 60)
        assert onsets(run(player, 5.0))[0][0] == pytest.approx(end + 0.35 + offset / 1000)


def test_loud_player_gets_a_loud_answer():
    def loudest(velocity):
        player = performer(velocity_follow=1.0)
        player.hear(NoteOn(0.0, 0, 60, velocity))
        player.hear(NoteOff(0.2, 0, 60))
        return max(e.velocity for e in run(player, 5.0) if isinstance(e, NoteOn))

    assert [loudest(v) for v in (20, 60, 110)] == [24, 64, 114]


def test_no_silence_in_an_answer_is_longer_than_asked():
    player = performer(
        ScriptedMind(proposals(72, ioi=6.0)), longest_rest=0.5, answer_length="4 notes"
    )
    play(player, 60)
    times = [time for time, _ in onsets(run(player, 30.0))]
    assert [b - a for a, b in pairwise(times)] == pytest.approx([0.7, 0.7, 0.7])


def test_mind_hears_the_machine_as_it_sounds_and_not_what_was_cut_off():
    mind = ScriptedMind()
    player = performer(mind, turn_gap_adaptive=False)
    play(player, 60, 62, 64, 65)
    run(player, 1.4)
    player.hear(NoteOn(1.41, 0, 60, 80))
    assert [note.pitch for note in mind.played] == [72]
    assert [note.pitch for note in mind.heard] == [60, 62, 64, 65, 60]


def test_torrent_of_notes_is_heard_but_not_thought_about():
    mind = ScriptedMind()
    player = performer(mind)
    for number in range(5000):
        time = number * 0.0001
        player.hear(NoteOn(time, 0, 60, 80))
        player.hear(NoteOff(time, 0, 60))
    assert len(mind.heard) == 64 + 49
    assert player.skipped["too many notes to think about"] == 5000 - len(mind.heard)


def test_forgetting_reaches_the_mind_and_ends_the_answer():
    mind = ScriptedMind()
    player = performer(mind)
    play(player, 60)
    run(player, 0.8)
    assert turns(player.forget(0.8)) == ["listening"]
    assert mind.heard == []


def test_answer_in_time_waits_for_the_beat_it_was_asked_for():
    for answer_at, onset in (("beat", 1.0), ("bar", 2.0), ("2 bars", 4.0)):
        player = performer(answer_at=answer_at, turn_gap_adaptive=False, tempo_bpm=120)
        play(player, 60)
        assert onsets(run(player, 9.0))[0] == (onset, 72)


def test_late_answer_takes_the_next_beat():
    player = performer(answer_at="bar", turn_gap_adaptive=False, tempo_bpm=120)
    play(player, 60, at=1.3)  # the gap ends at 1.85: the bar at 2.0 can be kept
    play(player, 60, at=1.9)  # now it ends at 2.45, and the next bar is at 4.0
    assert onsets(run(player, 9.0))[0] == (4.0, 72)


def test_tapping_sets_the_tempo_and_the_beat():
    player = performer()
    for number in range(4):
        player.tap(1.0 + 0.6 * number)
    assert player.params.tempo_bpm == pytest.approx(100.0)
    assert player.grid.next_point(3.0, 4) == pytest.approx(1.0 + 4 * 0.6)


def test_traded_fours_begin_and_end_on_the_bar():
    player = performer(tempo_bpm=240)
    player.set_params({"trade": "2 bars"}, 0.1)  # beats of a quarter: counted in from 0.25 to 1.25
    happenings, _ = play(player, *[60] * 8, at=1.25)
    happenings += run(player, 9.0)
    assert onsets(happenings)[0] == (3.25, 72)
    assert onsets(happenings)[-1] == (5.0, 77)
    assert len(onsets(happenings)) == 8


def test_again_answers_the_same_phrase_in_place_of_its_answer():
    mind = ScriptedMind(wander=3)
    player = performer(mind)
    play(player, 60, 62, 64, 65)
    first = onsets(run(player, 9.0))
    second = onsets(player.retry("again", 9.0) + run(player, 20.0))
    assert len(second) == len(first)
    assert [pitch for _, pitch in second] != [pitch for _, pitch in first]
    assert player.answer == 2


def test_again_while_the_player_plays_answers_at_once():
    player = performer()
    play(player, 60, 62)
    assert onsets(player.retry("again", 0.5) + run(player, 0.55)) == [(0.51, 72)]


def test_again_before_any_phrase_does_nothing():
    assert performer().retry("again", 1.0) == []


def test_more_like_that_throws_the_same_dice():
    player = performer(ScriptedMind(wander=3))
    play(player, 60, 62, 64, 65)
    first = onsets(run(player, 9.0))
    more = onsets(player.retry("more", 9.0) + run(player, 20.0))
    assert [pitch for _, pitch in more] == [pitch for _, pitch in first]


def test_undo_makes_the_mind_forget_the_answer():
    mind = ScriptedMind()
    player = performer(mind)
    play(player, 60, 62, 64, 65)
    run(player, 9.0)
    player.undo(9.0)
    assert player.retry("again", 9.5) == []
    play(player, 60, at=10.0)
    assert onsets(run(player, 20.0))[0][1] == 72


class Adopting(ScriptedMind):
    """Plays the style that it was last told of: 72 for any, 48 for jazz; forks keep theirs."""

    def adopt(self, params):
        self.script = proposals(48 if params.style == "jazz" else 72)

    def fork(self):
        copy = Adopting(self.script)
        copy.played = list(self.played)
        return copy


def test_an_answer_that_is_taken_back_takes_no_style_back():
    player = performer(Adopting())
    play(player, 60, 62, 64, 65)
    run(player, 9.0)
    player.set_params({"style": "jazz"}, 9.0)
    player.undo(9.5)
    play(player, 60, at=10.0)
    assert onsets(run(player, 20.0))[0][1] == 48


def test_frozen_it_does_not_listen():
    mind = ScriptedMind()
    player = performer(mind)
    player.freeze(True, 0.0)
    play(player, 60, 62, 64, at=1.0)
    assert run(player, 9.0) == []
    assert mind.heard == []
    player.freeze(False, 9.0)
    play(player, 60, at=10.0)
    assert onsets(run(player, 20.0)) != []


def test_muted_it_listens_and_stays_silent():
    mind = ScriptedMind()
    player = performer(mind)
    play(player, 60, 62, 64, 65)
    run(player, 1.6)
    assert turns(player.mute(True, 1.6)) == ["listening"]
    play(player, 60, 62, 64, 65, at=3.0)
    assert onsets(player.retry("again", 4.0) + run(player, 9.0)) == []
    assert len(mind.heard) == 8
    player.mute(False, 9.0)
    assert onsets(run(player, 20.0)) != []


def test_unmuted_it_answers_the_last_phrase_and_not_all_that_was_played():
    player = performer()
    player.mute(True, 0.0)
    play(player, 60, 62, 64, 65, 67)
    play(player, 60, 62, at=5.0)
    player.mute(False, 9.0)
    assert len(onsets(run(player, 20.0))) == 2


# Whatever happens.

times = st.floats(0.0, 0.6)
pitches = st.integers(48, 55)
inputs = st.one_of(
    st.tuples(st.just("on"), times, pitches),
    st.tuples(st.just("off"), times, pitches),
    st.tuples(st.just("pedal"), times, st.sampled_from([0, 127])),
    st.tuples(st.just("wait"), st.floats(0.0, 5.0), st.just(0)),
    st.tuples(st.just("panic"), times, st.just(0)),
    st.tuples(st.just("release"), times, st.just(0)),
    st.tuples(st.just("forget"), times, st.just(0)),
    st.tuples(st.just("tap"), times, st.just(0)),
    st.tuples(st.just("undo"), times, st.just(0)),
    st.tuples(st.just("retry"), times, st.sampled_from(["again", "more", "else"])),
    st.tuples(st.sampled_from(["freeze", "mute"]), times, st.booleans()),
    st.tuples(
        st.just("params"),
        times,
        st.fixed_dictionaries(
            {},
            optional={
                "mode": st.sampled_from(["answer", "duet", "solo"]),
                "barge_in": st.sampled_from(["yield", "overlap"]),
                "transpose": st.integers(-24, 24),
                "channel_out": st.integers(1, 16),
                "output_offset_ms": st.floats(-100.0, 100.0),
                "turn_gap": st.floats(0.1, 4.0),
                "answer_at": st.sampled_from(["now", "beat", "bar"]),
                "trade": st.sampled_from(["off", "2 bars"]),
                "tempo_bpm": st.floats(40.0, 240.0),
            },
        ),
    ),
)
scripts = st.lists(
    st.builds(
        lambda ioi, pitch, duration: proposals(pitch, ioi=ioi, duration=duration)[0],
        st.floats(0.0, 1.0),
        st.integers(60, 63),
        st.floats(0.0, 2.0),
    ),
    min_size=1,
    max_size=6,
)


def do(player, kind, value, now):
    match kind:
        case "on":
            return player.hear(NoteOn(now, 0, value, 80))
        case "off":
            return player.hear(NoteOff(now, 0, value))
        case "pedal":
            return player.hear(Control(now, 0, 64, value))
        case "wait":
            return player.advance(now)
        case "params":
            return player.set_params(value, now)
        case "retry" | "freeze" | "mute":
            return getattr(player, kind)(value, now)
        case command:
            return getattr(player, command)(now)


def perform(player, actions, step=None):
    """Do the actions one after another, advancing every `step` seconds in between."""
    now, happenings = 0.0, []
    for kind, wait, value in actions:
        before = now
        now += wait
        while step and before + step < now:
            before += step
            happenings += player.advance(before)
        happenings += do(player, kind, value, now)
    return happenings + player.release(now)


@settings(max_examples=150, deadline=None)
@given(scripts, st.lists(inputs, max_size=30))
def test_every_note_on_has_one_note_off_whatever_happens(script, actions):
    player = performer(ScriptedMind(script))
    happenings = perform(player, actions)
    assert player.sounding == []
    sounding = {}
    # In the order in which they are sent.
    for event in sorted(happenings, key=lambda happening: happening.time):
        if isinstance(event, NoteOn):
            assert (event.channel, event.pitch) not in sounding
            sounding[event.channel, event.pitch] = event.time
        elif isinstance(event, NoteOff):
            assert event.time >= sounding.pop((event.channel, event.pitch))
    assert sounding == {}


@settings(max_examples=100, deadline=None)
@given(scripts, st.lists(inputs, max_size=20), st.floats(0.003, 0.2))
def test_what_is_played_does_not_depend_on_how_often_time_is_looked_at(script, actions, step):
    seldom = perform(performer(ScriptedMind(script, wander=2)), actions)
    often = perform(performer(ScriptedMind(script, wander=2)), actions, step)
    assert often == seldom


@settings(max_examples=100, deadline=None)
@given(scripts, st.lists(inputs, max_size=20))
def test_nothing_is_due_in_the_past(script, actions):
    player = performer(ScriptedMind(script))
    now = 0.0
    for kind, wait, value in actions:
        before = player.now
        now += wait
        assert all(event.time >= before for event in do(player, kind, value, now))


def test_slow_staccato_is_answered_as_a_phrase_and_not_note_by_note():
    player = performer()
    came, _ = play(player, *range(60, 68), step=1.5)
    came += run(player, 60.0)
    answering = [e.time for e in came if isinstance(e, TurnChange) and e.turn == "answering"]
    # Two notes are not yet a pulse.
    assert len(answering) == 3
    assert answering[-1] == pytest.approx(7 * 1.5 + 1.25 * 1.5)


@pytest.mark.parametrize(("answer_at", "origin"), [("now", 0.1), ("beat", 0.0)])
def test_quantised_answers_keep_to_the_grid_of_the_phrase_or_of_the_session(answer_at, origin):
    uneven = [*proposals(72, ioi=0.17), *proposals(74, ioi=0.31), *proposals(76, ioi=0.22)]
    player = performer(ScriptedMind(uneven), quantise=1.0, answer_at=answer_at)
    play(player, *range(60, 68), at=0.1)
    times = [time for time, _ in onsets(run(player, 20.0))]
    assert len(times) > 6
    # Sixteenths at 120: the phrase's lie a tenth of a second after the session's.
    assert [(time - origin + 0.0625) % 0.125 for time in times] == pytest.approx(
        [0.0625] * len(times), abs=0.003
    )
    assert times == sorted(set(times))
