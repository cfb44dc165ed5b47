import os
import signal
import time
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from antiphon_app import settings as settings_file
from antiphon_app.main_window import MainWindow
from antiphon_app.settings import Settings
from antiphon_engine.messages import Echo, Freeze, Mute, PortsChanged, Ready, SetParams, TakeSaved
from antiphon_engine.params import changed
from window_driver import PATIENCE_MS, window_over_engine

LEFT = Qt.MouseButton.LeftButton


def click_key(window: MainWindow, pitch: int) -> None:
    """Click a key near its front edge."""
    key = next(key for key in window.parts.keyboard.keys if key.pitch == pitch)
    place = QPoint(key.width() // 2, key.height() - 6)
    QTest.mousePress(key, LEFT, pos=place)
    QTest.qWait(60)
    QTest.mouseRelease(key, LEFT, pos=place)


def test_a_phrase_clicked_on_the_keys_is_answered_and_kept(qtbot: QtBot, home: Path) -> None:
    with window_over_engine(qtbot) as window:
        session = window.session
        for pitch in (60, 62, 64, 65):
            click_key(window, pitch)
        qtbot.waitUntil(lambda: len(session.player_notes) == 4, timeout=PATIENCE_MS)
        assert [note.pitch for note in session.player_notes] == [60, 62, 64, 65]
        qtbot.waitUntil(
            lambda: any(not note.is_player for note in session.notes), timeout=PATIENCE_MS
        )
        began = time.monotonic()
        window.close()
        assert time.monotonic() - began < 1.0
        assert window.client.pid is not None
        takes = [message.path for message in window.last_words if isinstance(message, TakeSaved)]
        assert len(takes) == 1
        assert Path(takes[0]).read_bytes().startswith(b"MThd")


def test_a_knob_that_is_turned_comes_back_from_the_engine(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.send(SetParams({"temperature": 2.5}))
        qtbot.waitUntil(lambda: window.session.params.temperature == 2.5, timeout=PATIENCE_MS)


def test_a_killed_engine_is_said_and_comes_back_with_the_same_knobs(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.send(SetParams({"rest_weight": 1.5}))
        qtbot.waitUntil(lambda: window.session.params.rest_weight == 1.5, timeout=PATIENCE_MS)
        window.send(Freeze(True))
        qtbot.waitUntil(lambda: window.session.state.is_frozen, timeout=PATIENCE_MS)
        click_key(window, 60)
        qtbot.waitUntil(lambda: len(window.session.player_notes) == 1, timeout=PATIENCE_MS)
        first = window.client.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        health = window.parts.health
        qtbot.waitUntil(lambda: health.status.text() == "Engine is restarting", timeout=PATIENCE_MS)
        assert health.lamp.state == "wrong"
        qtbot.waitUntil(
            lambda: window.session.is_ready and window.client.pid != first, timeout=PATIENCE_MS
        )
        qtbot.waitUntil(lambda: health.status.text() == "Frozen", timeout=PATIENCE_MS)
        assert health.trouble.text() == (
            "The engine is back with the same settings; what was played is kept"
        )
        assert "the engine has ended (signal 9) and is started again" in window.session.troubles
        qtbot.waitUntil(lambda: window.session.params.rest_weight == 1.5, timeout=PATIENCE_MS)
        click_key(window, 62)
        qtbot.waitUntil(lambda: len(window.session.player_notes) == 1, timeout=PATIENCE_MS)
        window.close()
        # Both engines' playing is kept.
        assert len([m for m in window.last_words if isinstance(m, TakeSaved)]) == 2


def test_a_renewed_engine_stays_muted_and_nobody_calls_it_dead(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.send(Mute(True))
        qtbot.waitUntil(lambda: window.session.state.is_muted, timeout=PATIENCE_MS)
        first = window.client.pid
        window.client.renew({"rest_weight": 1.5})
        qtbot.waitUntil(
            lambda: window.session.is_ready and window.client.pid != first, timeout=PATIENCE_MS
        )
        qtbot.waitUntil(lambda: window.session.params.rest_weight == 1.5, timeout=PATIENCE_MS)
        qtbot.waitUntil(
            lambda: window.parts.health.status.text() == "Muted, listening", timeout=PATIENCE_MS
        )
        qtbot.waitUntil(lambda: window.session.state.is_muted, timeout=PATIENCE_MS)
        assert not any("has ended" in trouble for trouble in window.session.troubles)


def test_a_style_of_ones_own_can_be_asked_for_in_the_menu(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.actions_by_key.by_name["train"].trigger()
        strip = window.parts.strip
        assert strip.isVisible()
        assert strip.text.text() == "The style “mine” can be trained on this machine"
        window.set_stage_mode(True)
        assert not strip.isVisible()
        window.set_stage_mode(False)
        assert strip.isVisible()
        assert window.minimumSizeHint().height() <= 600


@pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard")
def test_a_model_that_is_missing_is_offered_and_the_one_that_is_there_goes_on(
    qtbot: QtBot,
) -> None:
    with window_over_engine(qtbot) as window:
        window.actions_by_key.by_name["models"].trigger()
        assert window.parts.models.list.isVisible()
        window.parts.models.list.hide()
        window.parts.models.list.chosen.emit("vrash")
        assert window.parts.strip.text.text() == "VRASH can be trained on this machine"
        assert window.session.params.model == "antiphon"


def test_what_was_chosen_is_remembered(qtbot: QtBot) -> None:
    with window_over_engine(qtbot, Settings(input="Piano")) as window:
        window.looks.choose("light")
        window.send(SetParams({"temperature": 0.5}))
        qtbot.waitUntil(lambda: window.session.params.temperature == 0.5, timeout=PATIENCE_MS)
        window.resize(1000, 700)
    kept, trouble = settings_file.load()
    assert trouble == ""
    assert kept.theme == "light"
    assert kept.input == "Piano"
    assert kept.params == {"temperature": 0.5}
    with window_over_engine(qtbot, kept) as window:
        # The screen that is none is too narrow for the width.
        assert window.height() == 700
        assert window.looks.theme.name == "light"
        qtbot.waitUntil(
            lambda: window.session.params == changed(window.session.params, kept.params),
            timeout=PATIENCE_MS,
        )


def test_keys_do_what_the_list_says(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.activateWindow()
        window.setFocus()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, Qt.Key.Key_F)
        qtbot.waitUntil(lambda: window.session.state.is_frozen, timeout=PATIENCE_MS)
        qtbot.keyClick(window, Qt.Key.Key_F)
        qtbot.waitUntil(lambda: not window.session.state.is_frozen, timeout=PATIENCE_MS)
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: window.session.params.mode == "duet", timeout=PATIENCE_MS)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert window.parts.page.name == "shortcuts"
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert window.parts.page.name == ""


def test_letters_play_while_the_computer_keyboard_is_on(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.activateWindow()
        window.setFocus()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.parts.typing.is_on
        # F is a note now, and freezes nothing.
        qtbot.keyClick(window, Qt.Key.Key_F)
        qtbot.waitUntil(lambda: len(window.session.player_notes) == 1, timeout=PATIENCE_MS)
        assert window.session.player_notes[0].pitch == 53
        assert not window.session.state.is_frozen
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert not window.parts.typing.is_on


def test_stage_mode_shows_the_stage_and_comes_back(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.set_stage_mode(True)
        assert window.isFullScreen()
        assert window.parts.stage.isVisible()
        assert not window.parts.health.isVisible()
        assert not window.parts.keyboard.isVisible()
        window.set_stage_mode(False)
        assert window.parts.health.isVisible()
        assert window.parts.keyboard.isVisible()
        assert not window.isFullScreen()


def test_an_echo_is_said_in_the_window_and_names_the_ports(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.session.apply(Echo("Loop", "From Antiphon"))
        window.refresh()
        banner = window.parts.banner
        assert banner.isVisible()
        assert "“From Antiphon” comes back at “Loop”" in banner.text.text()
        banner.dismissal.click()
        window.refresh()
        assert not banner.isVisible()


def test_an_echo_is_said_no_more_once_another_port_is_open(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.session.apply(PortsChanged("ALSA", "Loop", "From Antiphon"))
        window.session.apply(Echo("Loop", "From Antiphon"))
        window.refresh()
        assert window.parts.banner.isVisible()
        window.session.apply(PortsChanged("ALSA", "Piano", "From Antiphon"))
        window.refresh()
        assert not window.parts.banner.isVisible()


def test_a_port_that_goes_and_comes_back_is_said(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        trouble = window.parts.health.trouble
        for name, said in (
            ("Piano", None),
            (None, "Input “Piano” is gone; it is opened again when it is back"),
            ("Piano", "Input “Piano” is connected again"),
        ):
            window.session.apply(PortsChanged("ALSA", name, "From Antiphon"))
            window.refresh()
            if said is not None:
                assert trouble.text() == said


def test_a_page_takes_the_place_of_the_knobs_where_it_is_narrow(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.resize(900, 600)
        window.parts.page.show_page("setup")
        assert window.parts.page.isVisible()
        assert not window.parts.params.isVisible()
        window.resize(1400, 800)
        qtbot.waitUntil(window.parts.params.isVisible)
        window.parts.page.close_page()
        assert window.parts.params.isVisible()


def test_the_window_fits_into_900_by_600(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.resize(900, 600)
        assert (window.width(), window.height()) == (900, 600)
        hint = window.minimumSizeHint()
        assert hint.width() <= 900
        assert hint.height() <= 600


def nameless(window: MainWindow) -> list[QWidget]:
    """The controls that can be seen and reached by Tab and have nothing to be read aloud."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not getattr(widget, "text", lambda: "")()
    ]


def test_every_control_has_a_name_to_be_read_aloud(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        window.resize(1400, 900)
        window.parts.params.disclose(True)
        for page in ("takes", "memory", "setup", "shortcuts"):
            window.parts.page.show_page(page)
            assert window.parts.page.isVisible()
            assert nameless(window) == []


def test_ready_is_told_once_an_engine(qtbot: QtBot) -> None:
    told: list[object] = []
    with window_over_engine(qtbot) as window:
        window.client.told.connect(told.extend)
        qtbot.wait(100)
    assert not any(isinstance(message, Ready) for message in told)
