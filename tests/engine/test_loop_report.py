import math

from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.loop_report import LoopReport, likeliest
from antiphon_engine.messages import (
    ControlsChanged,
    Expecting,
    GridChanged,
    ParamsChanged,
    PlanChanged,
    PlannedNote,
    StateChanged,
)
from antiphon_engine.params import Params
from antiphon_models.improviser import Source
from fakes import ScriptedMind

NOTHING = ControlsChanged(())
NETWORK = Source("network", 0.5)


def performer() -> Performer:
    params = Params(turn_gap=0.5, turn_gap_adaptive=False, answer_length="4 notes", register=48)
    return Performer(ScriptedMind(), params, seed=1)


def told(report: LoopReport, player: Performer) -> list[object]:
    return list(report.changes(player, NOTHING))


def test_everything_is_told_at_first_and_then_nothing_until_it_changes() -> None:
    report, player = LoopReport(), performer()
    assert told(report, player) == [
        GridChanged(120.0, 0.0),
        StateChanged(False, False),
        NOTHING,
        PlanChanged(),
        ParamsChanged(
            {
                "turn_gap": 0.5,
                "turn_gap_adaptive": False,
                "answer_length": "4 notes",
                "register": 48,
            }
        ),
    ]
    assert told(report, player) == []
    player.freeze(True, 1.0)
    assert told(report, player) == [StateChanged(True, False)]
    player.mute(True, 1.0)
    assert told(report, player) == [StateChanged(True, True)]
    player.set_params({"tempo_bpm": 60.0}, 1.0)
    assert GridChanged(60.0, 0.0) in told(report, player)


def test_the_entrance_moves_as_long_as_the_player_plays() -> None:
    report, player = LoopReport(), performer()
    told(report, player)
    player.hear(NoteOn(1.0, 0, 60, 90))
    player.hear(NoteOff(1.25, 0, 60))
    assert told(report, player) == [PlanChanged((), 1.75)]
    player.hear(NoteOn(1.5, 0, 60, 90))
    player.hear(NoteOff(2.0, 0, 60))
    assert told(report, player) == [PlanChanged((), 2.5)]


def test_what_is_planned_is_told_and_withdrawn() -> None:
    report, player = LoopReport(), performer()
    player.hear(NoteOn(1.0, 0, 60, 90))
    player.hear(NoteOff(1.25, 0, 60))
    told(report, player)
    player.advance(1.742)
    assert told(report, player) == [
        PlanChanged(
            (
                PlannedNote(2.0, 0.2, 74, 90, NETWORK),
                PlannedNote(2.25, 0.2, 76, 90, NETWORK),
            )
        )
    ]
    player.hear(NoteOn(1.8, 0, 60, 90))
    assert told(report, player)[0].notes == ()  # type: ignore[attr-defined]


def test_after_it_was_lost_everything_is_told_again() -> None:
    report, player = LoopReport(), performer()
    first = told(report, player)
    report.forget()
    assert told(report, player) == first


def test_expectations_wait_for_a_sound_for_their_turn_and_for_what_is_due() -> None:
    report, player = LoopReport(), performer()
    told(report, player)
    assert report.expecting_due(5.0, math.inf) == math.inf
    report.expect_anew()
    assert report.expecting_due(5.0, 5.010) == math.inf
    assert report.expecting_due(5.0, 5.015) == 5.0
    assert report.expecting(player, 5.0) == Expecting(((72, 1.0),))
    assert report.expecting_due(6.0, math.inf) == math.inf
    report.expect_anew()
    assert report.expecting_due(5.02, math.inf) == 5.06


def test_only_the_likeliest_pitches_are_shown() -> None:
    few = [0.0] * 128
    few[60], few[64], few[67] = 0.7, 0.0099, 0.29
    assert likeliest(few) == Expecting(((60, 0.7), (67, 0.29)))
    many = likeliest([0.01 + pitch / 10_000 for pitch in range(128)])
    assert [pitch for pitch, _ in many.pitches] == list(range(104, 128))
