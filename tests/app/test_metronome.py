import numpy as np
import pytest

from antiphon_app.metronome import Click, Metronome, clicks_between, is_count_in
from antiphon_app.session import Session
from antiphon_app.synth import Synth
from antiphon_app.timbre import SAMPLE_RATE
from antiphon_engine.messages import GridChanged, Health, Heartbeat, ParamsChanged


class Room:
    """A session, a synth and a metronome on one clock that a test moves."""

    def __init__(self, grid: GridChanged) -> None:
        self.time = 0.0
        self.session = Session(clock=lambda: self.time)
        self.session.apply(Heartbeat(Health(), 0.0))
        self.session.apply(grid)
        self.synth = Synth()
        self.metronome = Metronome(self.session, self.synth, lambda time: round(time * SAMPLE_RATE))

    def onsets(self, seconds: float) -> list[int]:
        """Return the frames on which clicks begin, played in window frames of 20 ms."""
        blocks = []
        for _ in range(round(seconds * 50)):
            self.metronome.follow()
            blocks.append(np.abs(self.synth.render(960)).max(axis=1))
            self.time += 0.02
        loud = np.concatenate(blocks) > 1e-4
        gap = 4800
        places = np.flatnonzero(loud)
        return [int(at) for at in places if not loud[max(0, at - gap) : at].any()]


def test_beats_fall_on_the_grid_and_count_to_four() -> None:
    assert clicks_between(GridChanged(120.0, 0.25), 0.0, 2.5) == [
        Click(0.25, 1),
        Click(0.75, 2),
        Click(1.25, 3),
        Click(1.75, 4),
        Click(2.25, 1),
    ]


def test_beats_before_the_origin_count_backwards() -> None:
    assert clicks_between(GridChanged(60.0, 4.0), 1.0, 4.5) == [
        Click(1.0, 2),
        Click(2.0, 3),
        Click(3.0, 4),
        Click(4.0, 1),
    ]


def test_stretches_that_touch_hold_each_beat_once() -> None:
    grid = GridChanged(100.0, 0.0)
    whole = clicks_between(grid, 0.0, 6.0)
    parts = [click for n in range(60) for click in clicks_between(grid, n / 10, (n + 1) / 10)]
    assert parts == whole
    assert len(whole) == 10


def test_clicks_begin_on_their_sample() -> None:
    room = Room(GridChanged(120.0, 0.1))
    room.metronome.is_on = True
    assert room.onsets(2.0) == [4801, 28801, 52801, 76801]


def test_it_is_silent_when_off() -> None:
    assert Room(GridChanged(120.0, 0.0)).onsets(1.0) == []


def test_switching_off_takes_back_what_was_to_come() -> None:
    room = Room(GridChanged(120.0, 0.1))
    room.metronome.is_on = True
    assert room.onsets(0.5) == [4801]
    room.metronome.is_on = False
    assert room.onsets(1.0) == []


def test_another_tempo_holds_from_the_next_beat() -> None:
    room = Room(GridChanged(120.0, 0.0))
    room.metronome.is_on = True
    room.onsets(0.3)
    room.session.apply(GridChanged(60.0, 0.0))
    assert room.onsets(2.0) == [48001 - 14400, 96001 - 14400]


def test_traded_bars_are_counted_in_for_one_bar() -> None:
    room = Room(GridChanged(120.0, 2.5))
    room.session.apply(ParamsChanged({"trade": "4 bars"}))
    assert room.onsets(6.0) == [24001, 48001, 72001, 96001]


def test_count_in_is_the_bar_before_the_origin() -> None:
    grid = GridChanged(120.0, 10.0)
    times = (7.9, 8.0, 9.9, 10.0)
    assert [is_count_in(grid, "2 bars", time) for time in times] == [False, True, True, False]
    assert not is_count_in(grid, "off", 9.0)


def test_an_engine_that_starts_anew_is_followed_at_once() -> None:
    room = Room(GridChanged(120.0, 0.0))
    room.time = 100.0
    room.metronome.is_on = True
    room.onsets(0.1)
    room.session.apply(Heartbeat(Health(), 0.05))
    assert len(room.onsets(1.1)) == 2


@pytest.mark.parametrize(
    ("time", "beat"), [(0.0, (1, 0.0)), (0.75, (2, 0.5)), (1.5, (4, 0.0)), (2.0, (1, 0.0))]
)
def test_the_lamp_knows_the_beat_of_the_bar(time: float, beat: tuple[int, float]) -> None:
    room = Room(GridChanged(120.0, 0.0))
    room.time = time
    assert room.metronome.beat_now() == beat
