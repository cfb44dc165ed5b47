import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from antiphon_app.audio_clock import AudioClock
from antiphon_app.note_feed import NoteFeed
from antiphon_app.practice_sound import PracticeSound
from antiphon_app.replay import Replay, ReplayNote
from antiphon_app.session import Session
from antiphon_app.synth import Synth
from antiphon_app.timbre import SAMPLE_RATE
from antiphon_engine.messages import (
    Health,
    Heard,
    Heartbeat,
    Message,
    Played,
    Ready,
    Silent,
    TurnChanged,
)
from sound_library import needs_miniaudio


class Room:
    """A session that a test talks to, followed into a synth on the same clock."""

    def __init__(self) -> None:
        self.time = 0.0
        self.session = Session(clock=lambda: self.time)
        self.tell(Ready(1, "first.jsonl", "note_stream"), Heartbeat(Health(), 0.0))
        self.synth = Synth()
        self.feed = NoteFeed(self.session, self.synth, self.frame_at)

    def frame_at(self, time: float) -> int:
        return self.synth.frame + round((time - self.session.now()) * SAMPLE_RATE)

    def tell(self, *messages: Message) -> None:
        for message in messages:
            self.session.apply(message)

    def loudness(self, seconds: float = 0.02) -> tuple[float, float]:
        """Return how loud it is left (the player) and right (the machine) for a while."""
        self.feed.follow()
        block = self.synth.render(round(seconds * SAMPLE_RATE))
        self.time += seconds
        left, right = np.abs(block).max(axis=0)
        return float(left), float(right)


def test_what_the_player_plays_sounds_on_the_left_until_released() -> None:
    room = Room()
    room.tell(Heard(0.0, 60, 100, 0))
    left, right = room.loudness()
    assert left > 1.2 * right > 0
    room.tell(Heard(0.02, 60, 0, 0))
    room.loudness(0.2)
    assert room.loudness() == (0.0, 0.0)


def test_what_the_machine_plays_begins_at_its_due_time() -> None:
    room = Room()
    room.tell(Played(0.035, 67, 100, 1))
    assert room.loudness(0.03) == (0.0, 0.0)
    left, right = room.loudness()
    assert right > 1.2 * left > 0


def test_the_same_pitch_from_both_is_two_notes() -> None:
    room = Room()
    room.tell(Heard(0.0, 60, 100, 0), Played(0.0, 60, 100, 1), Played(0.01, 60, 0, 1))
    room.loudness(0.3)
    assert room.synth.sounding() == 1


def test_a_player_who_hears_himself_already_is_left_out() -> None:
    room = Room()
    room.feed.hears_player = False
    room.tell(Heard(0.0, 60, 100, 0))
    assert room.loudness() == (0.0, 0.0)
    room.tell(Played(0.02, 60, 100, 1))
    assert room.loudness()[1] > 0


def test_what_was_played_before_it_was_switched_on_stays_unheard() -> None:
    room = Room()
    room.tell(Heard(0.0, 60, 100, 0))
    room.feed.skip()
    assert room.loudness() == (0.0, 0.0)


def test_old_notes_are_not_played_late() -> None:
    room = Room()
    room.time = 10.0
    room.tell(Played(9.0, 60, 100, 1), Played(9.9, 64, 100, 1))
    room.loudness()
    assert room.synth.sounding() == 1


def test_an_engine_that_falls_silent_leaves_no_note_hanging() -> None:
    room = Room()
    room.tell(Heard(0.0, 60, 100, 0), Played(0.0, 67, 100, 1))
    room.loudness()
    room.tell(Silent())
    room.loudness(0.3)
    assert room.synth.sounding() == 0


def test_an_engine_that_was_started_again_leaves_no_note_hanging_and_is_followed() -> None:
    room = Room()
    room.tell(Heard(0.0, 60, 100, 0))
    room.loudness()
    room.tell(Ready(1, "second.jsonl", "note_stream"), Heartbeat(Health(), 0.02))
    room.loudness(0.3)
    assert room.synth.sounding() == 0
    room.tell(Played(0.32, 60, 100, 1))
    room.loudness()
    assert room.synth.sounding() == 1


def test_other_messages_do_not_disturb() -> None:
    room = Room()
    room.tell(TurnChanged(0.0, "answering", 1))
    assert room.loudness() == (0.0, 0.0)


def test_a_take_is_played_again_with_both_voices() -> None:
    synth = Synth()
    replay = Replay(synth, lambda time: round(time * SAMPLE_RATE))
    replay.begin([ReplayNote(5.0, 0.1, 60, 100, True), ReplayNote(5.5, 0.1, 67, 100, False)])
    onsets, now = [], 0.0
    before = 0
    while replay.is_playing:
        replay.follow(now)
        synth.render(480)
        if synth.sounding() > before:
            onsets.append(round(now, 2))
        before = synth.sounding()
        now += 0.01
    assert onsets == [0.1, 0.6]
    assert now == pytest.approx(1.12, abs=0.02)


def test_a_take_that_is_stopped_is_silent() -> None:
    synth = Synth()
    replay = Replay(synth, lambda time: round(time * SAMPLE_RATE))
    replay.begin([ReplayNote(0.0, 9.0, 60, 100, True), ReplayNote(0.2, 9.0, 67, 100, False)])
    replay.follow(0.0)
    synth.render(SAMPLE_RATE // 5)
    replay.stop()
    synth.render(SAMPLE_RATE)
    assert not replay.is_playing
    assert synth.sounding() == 0


def test_frames_follow_an_uneven_device_evenly() -> None:
    clock = AudioClock()
    clock.tune(2.0)
    for block in range(200):
        late = 0.004 if block % 3 else 0.0
        clock.mark(10.0 + block * 0.01 + late, block * 480)
    steps = [clock.frame_at(13.0 + n * 0.01) - clock.frame_at(13.0) for n in range(5)]
    assert steps == [0, 480, 960, 1440, 1920]
    assert abs(clock.frame_at(13.0) - 0.9973 * SAMPLE_RATE) < 100


def test_a_late_report_does_not_move_the_beat() -> None:
    clock = AudioClock()
    clock.mark(0.0, 0)
    clock.tune(5.0)
    punctual = clock.frame_at(6.0)
    clock.tune(4.97)
    assert clock.frame_at(6.0) == punctual
    clock.tune(5.01)
    assert 0 < punctual - clock.frame_at(6.0) <= 2


def test_latency_is_made_up_for() -> None:
    clock = AudioClock(latency=0.02)
    clock.mark(0.0, 0)
    clock.tune(0.0)
    assert clock.frame_at(1.0) == 48_000 - 960


def test_nothing_is_known_before_both_clocks_have_spoken() -> None:
    assert AudioClock().frame_at(3.0) == 0
    assert AudioClock().frame_at(math.inf) == 0


@needs_miniaudio
def test_without_an_audio_device_it_says_why_and_goes_on(qtbot: QtBot) -> None:
    sound = PracticeSound(Session(), backend="COREAUDIO")
    sound.switch(True)
    assert sound.state == "opening"
    qtbot.waitUntil(lambda: sound.state == "failed", timeout=10_000)
    assert sound.trouble.startswith("No audio output: connect one")
    assert "\n" not in sound.trouble
    sound.refresh()
    sound.switch(True)
    qtbot.waitUntil(lambda: sound.state == "failed", timeout=10_000)


def test_without_the_extra_it_says_what_to_install(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "miniaudio", None)
    sound = PracticeSound(Session())
    sound.switch(True)
    qtbot.waitUntil(lambda: sound.state == "failed", timeout=10_000)
    assert "pip install 'antiphon[sound]'" in sound.trouble


@needs_miniaudio
def test_a_real_device_thread_plays_and_is_given_back(qtbot: QtBot) -> None:
    session = Session()
    session.apply(Ready(1, "first.jsonl", "note_stream"))
    session.apply(Heartbeat(Health(), 1.0))
    sound = PracticeSound(session, backend="NULL")
    sound.switch(True)
    qtbot.waitUntil(lambda: sound.state == "on", timeout=10_000)
    session.apply(Heard(session.now(), 60, 100, 0))
    session.apply(Played(session.now() + 0.05, 64, 100, 1))
    sound.refresh()
    qtbot.waitUntil(lambda: sound.synth.sounding() == 2, timeout=10_000)
    sound.silence()
    qtbot.waitUntil(lambda: sound.synth.sounding() == 0, timeout=10_000)
    sound.switch(False)
    assert sound.state == "off"


def test_switching_off_while_the_device_is_looked_for_leaves_it_off(qtbot: QtBot) -> None:
    sound = PracticeSound(Session(), backend="NULL")
    sound.switch(True)
    sound.switch(False)
    qtbot.waitUntil(lambda: sound.state == "off", timeout=10_000)


@needs_miniaudio
def test_the_metronome_and_a_take_need_no_practice_sound(qtbot: QtBot) -> None:
    session = Session()
    session.apply(Ready(1, "first.jsonl", "note_stream"))
    session.apply(Heartbeat(Health(), 1.0))
    sound = PracticeSound(session, backend="NULL")
    sound.play_take([ReplayNote(0.0, 0.1, 60, 100, True)])
    with qtbot.waitSignal(sound.changed, timeout=10_000):
        pass
    assert sound.state == "off"

    def sounding() -> int:
        sound.refresh()
        return sound.synth.sounding()

    qtbot.waitUntil(lambda: sounding() == 1, timeout=10_000)
    qtbot.waitUntil(lambda: sounding() == 0 and not sound.replay.is_playing, timeout=10_000)
    sound.set_metronome(True)
    qtbot.waitUntil(lambda: sounding() > 0, timeout=10_000)
    assert sound.state == "off"
    sound.set_metronome(False)
