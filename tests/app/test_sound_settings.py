import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from antiphon_app.practice_sound import PracticeSound
from antiphon_app.session import Session
from antiphon_app.sound_settings import TROUBLE_WIDTH, SoundSettings
from antiphon_app.theme import DARK, LIGHT
from antiphon_engine.messages import GridChanged, Health, Heartbeat, ParamsChanged, Ready
from sound_library import needs_miniaudio

PATIENCE = 10_000


class Row:
    """The switches over a real practice sound, on a clock that a test moves."""

    def __init__(self, qtbot: QtBot, backend: str) -> None:
        self.time = 0.0
        self.session = Session(clock=lambda: self.time)
        self.session.apply(Ready(1, "first.jsonl", "note_stream"))
        self.session.apply(Heartbeat(Health(), 0.0))
        self.sound = PracticeSound(self.session, backend=backend)
        self.settings = SoundSettings(self.sound, DARK)
        qtbot.addWidget(self.settings)


@needs_miniaudio
def test_the_switch_shows_what_came_true(qtbot: QtBot) -> None:
    row = Row(qtbot, "NULL")
    row.settings.switch.click()
    qtbot.waitUntil(lambda: row.sound.state == "on", timeout=PATIENCE)
    assert row.settings.switch.isChecked()
    assert row.settings.trouble.isHidden()
    row.settings.switch.click()
    assert row.sound.state == "off"
    assert not row.settings.switch.isChecked()


@needs_miniaudio
def test_without_a_device_the_reason_stands_beside_the_switch(qtbot: QtBot) -> None:
    row = Row(qtbot, "COREAUDIO")
    row.settings.switch.click()
    qtbot.waitUntil(lambda: row.sound.state == "failed", timeout=PATIENCE)
    assert not row.settings.switch.isChecked()
    assert not row.settings.trouble.isHidden()
    assert row.settings.trouble.text().startswith("No audio output: ")
    assert row.settings.trouble.toolTip() == row.settings.trouble.text()
    assert row.settings.switch.text() == "No sound"
    assert row.settings.switch.toolTip() == row.settings.trouble.text()


def test_the_reason_is_seen_where_there_is_room_and_gives_way_where_there_is_none(
    qtbot: QtBot,
) -> None:
    row = Row(qtbot, "COREAUDIO")
    row.settings.switch.click()
    qtbot.waitUntil(lambda: row.sound.state == "failed", timeout=PATIENCE)
    row.settings.show()
    row.settings.resize(row.settings.sizeHint())
    assert row.settings.trouble.width() == TROUBLE_WIDTH
    row.settings.resize(row.settings.minimumSizeHint())
    assert row.settings.trouble.width() == 0


def test_without_a_device_the_metronome_goes_on_for_the_eye(qtbot: QtBot) -> None:
    row = Row(qtbot, "COREAUDIO")
    row.settings.metronome.click()
    qtbot.waitUntil(lambda: row.sound.state == "failed", timeout=PATIENCE)
    assert row.settings.metronome.isChecked()
    row.time = 0.6
    row.settings.refresh()
    assert row.settings.lamp.beat == 2


def test_volume_and_own_notes_are_set_in_the_menu(qtbot: QtBot) -> None:
    row = Row(qtbot, "NULL")
    row.settings.volume.setValue(25)
    assert row.sound.synth.volume == 0.25
    assert row.settings.hears_player.isChecked()
    row.settings.hears_player.click()
    assert not row.sound.hears_player


@pytest.mark.parametrize(("time", "beat"), [(0.1, 1), (0.6, 2), (1.9, 4), (2.1, 1)])
def test_the_lamp_shows_the_beat_while_the_metronome_is_on(
    qtbot: QtBot, time: float, beat: int
) -> None:
    row = Row(qtbot, "NULL")
    row.session.apply(GridChanged(120.0, 0.0))
    row.time = time
    row.settings.refresh()
    assert row.settings.lamp.beat == 0
    row.sound.metronome.is_on = True
    row.settings.refresh()
    assert row.settings.lamp.beat == beat


def test_the_lamp_counts_in_a_trade_even_with_the_metronome_off(qtbot: QtBot) -> None:
    row = Row(qtbot, "NULL")
    row.session.apply(GridChanged(120.0, 3.0))
    row.session.apply(ParamsChanged({"trade": "4 bars"}))
    row.time = 2.1
    row.settings.refresh()
    assert (row.settings.lamp.beat, row.settings.lamp.is_counting_in) == (3, True)
    row.time = 3.1
    row.settings.refresh()
    assert (row.settings.lamp.beat, row.settings.lamp.is_counting_in) == (0, False)


def test_everything_can_be_reached_by_tab_and_has_a_name(qtbot: QtBot) -> None:
    settings = Row(qtbot, "NULL").settings
    for part in (settings.switch, settings.metronome, settings.volume, settings.hears_player):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert part.accessibleName() or getattr(part, "text", str)()
    settings.set_theme(LIGHT)
