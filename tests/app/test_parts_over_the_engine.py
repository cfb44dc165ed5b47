"""What the musician does in the window, part by part, comes true in a real engine process.

Practice, health and manners are in test_main_window.py, the way over the DAW in
test_end_to_end.py.
"""

from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from antiphon_app.knob import Knob
from antiphon_app.main_window import MainWindow
from antiphon_app.take_list import SESSION
from antiphon_engine.messages import ControlMap
from antiphon_engine.presets import read
from jack_server import JackServer
from peers import Daw, daw
from window_driver import PATIENCE_MS, window_over_engine

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def strike(window: MainWindow, pitch: int, milliseconds: int = 60) -> None:
    """Hold a key of the on-screen keyboard for a while."""
    key = next(key for key in window.parts.keyboard.keys if key.pitch == pitch)
    place = QPoint(key.width() // 2, key.height() - 6)
    QTest.mousePress(key, LEFT, pos=place)
    QTest.qWait(milliseconds)
    QTest.mouseRelease(key, LEFT, pos=place)


def hear_answer(qtbot: QtBot, window: MainWindow, number: int) -> None:
    """Wait until the answer of this number is over."""
    session = window.session
    qtbot.waitUntil(
        lambda: session.answer == number and session.turn == "listening", timeout=PATIENCE_MS
    )


def knob_of(window: MainWindow, name: str) -> Knob:
    knob = window.parts.params.findChild(Knob, name)
    assert knob is not None
    return knob


def wheel(knob: Knob, notches: int) -> None:
    at = QPointF(knob.rect().center())
    event = QWheelEvent(
        *(at, QPointF(knob.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches)),
        *(Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(knob, event)


def test_stage_and_keyboard_show_who_plays_and_what_is_expected(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        keyboard, stage = window.parts.keyboard, window.parts.stage
        keys = {key.pitch: key for key in keyboard.keys}
        seen: set[str] = set()

        def look(_batch: object) -> None:
            seen.update(f"{pitch} {key.accessibleDescription()}" for pitch, key in keys.items())
            if window.session.plan.notes:
                seen.add("planned")

        assert stage.is_empty
        window.client.told.connect(look)
        # An answer as long as this has more than one note, and the next is planned.
        for pitch in (60, 62):
            strike(window, pitch, 350)
        wanted = {"60 held by you", "planned", "72 held by Antiphon"}
        qtbot.waitUntil(lambda: wanted <= seen, timeout=PATIENCE_MS)
        assert not stage.is_empty
        assert "100 %" in keyboard.strip.accessibleDescription()


def test_a_knob_turned_by_the_wheel_and_a_preset_come_true(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        session, knob = window.session, knob_of(window, "temperature")
        before = session.params.temperature
        wheel(knob, 2)
        qtbot.waitUntil(lambda: session.params.temperature > before, timeout=PATIENCE_MS)
        assert session.params.temperature == pytest.approx(knob.shown)
        window.parts.presets.choose("nocturne")
        wanted = read("nocturne").knobs
        qtbot.waitUntil(
            lambda: all(getattr(session.params, name) == wanted[name] for name in wanted),
            timeout=PATIENCE_MS,
        )
        assert window.settings().preset == "Nocturne"


@pytest.mark.jack
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_knob_learns_a_controller_and_waits_to_be_picked_up(
    qtbot: QtBot, jack: JackServer
) -> None:
    with window_over_engine(qtbot) as window, daw() as peer:
        session, knob = window.session, knob_of(window, "motif_threshold")
        knob.customContextMenuRequested.emit(knob.rect().center())
        menu = QApplication.activePopupWidget()
        assert menu is not None
        menu.actions()[0].trigger()
        menu.close()
        qtbot.waitUntil(lambda: knob.badge == "Learn", timeout=PATIENCE_MS)
        peer.send(0xB0, 21, 5)
        mapped = (ControlMap("motif_threshold", 0, 21),)
        qtbot.waitUntil(lambda: session.controls.controls == mapped, timeout=PATIENCE_MS)
        peer.send(0xB0, 21, 10)
        QTest.qWait(100)
        assert session.params.motif_threshold == 0.75
        peer.send(0xB0, 21, 127)
        qtbot.waitUntil(lambda: knob.shown == 1.0, timeout=PATIENCE_MS)
        assert knob.badge == "CC 21"


def test_an_answer_is_tried_again_taken_back_and_the_tempo_tapped(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        bar, session, filled = window.parts.transport, window.session, set[float]()
        window.client.told.connect(lambda _batch: filled.add(bar.light.filled))
        strike(window, 60)
        hear_answer(qtbot, window, 1)
        # Empty, on its way, full.
        assert len(filled) > 2
        assert max(filled) == 1.0
        bar.buttons["again"].click()
        hear_answer(qtbot, window, 2)
        bar.buttons["undo"].click()
        for _ in range(4):
            bar.buttons["tap"].pressed.emit()
            QTest.qWait(300)
        qtbot.waitUntil(lambda: session.grid.tempo_bpm > 150, timeout=PATIENCE_MS)
        bar.buttons["mute"].click()
        qtbot.waitUntil(lambda: bar.light.state == "muted", timeout=PATIENCE_MS)


@pytest.mark.jack
def test_a_port_is_chosen_lost_and_found_and_a_loop_is_named(
    qtbot: QtBot, jack: JackServer
) -> None:
    first = Daw().offer("Keys", "Synth")
    with window_over_engine(qtbot) as window:
        ports, trouble, session = window.parts.ports, window.parts.health.trouble, window.session
        qtbot.waitUntil(lambda: ports.input.choice.count() > 1, timeout=PATIENCE_MS)
        for side in (ports.input, ports.output):
            side.choice.setCurrentIndex(1)
            side.choice.activated.emit(1)
        qtbot.waitUntil(
            lambda: (
                "Keys" in (session.ports.input or "") and "Synth" in (session.ports.output or "")
            ),
            timeout=PATIENCE_MS,
        )
        first.send(0x90, 48, 90)
        qtbot.waitUntil(lambda: (True, 48) in session.held, timeout=PATIENCE_MS)
        first.close()
        qtbot.waitUntil(lambda: "is gone" in trouble.text(), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: (True, 48) not in session.held, timeout=PATIENCE_MS)
        second = Daw().offer("Keys", "Synth")
        qtbot.waitUntil(lambda: "is connected again" in trouble.text(), timeout=PATIENCE_MS)
        second.play([60, 62, 64])
        returned = 0

        def send_back_until_named() -> bool:
            nonlocal returned
            for _, message in second.received[returned:]:
                second.send(*message)
                returned += 1
            return window.parts.banner.isVisible()

        qtbot.waitUntil(send_back_until_named, timeout=PATIENCE_MS)
        assert "Keys" in window.parts.banner.text.text()
        assert "Synth" in window.parts.banner.text.text()
        window.close()
        second.close()


def test_a_thumb_is_kept_with_the_take_that_is_listed(qtbot: QtBot, home: Path) -> None:
    with window_over_engine(qtbot) as window:
        strike(window, 60)
        hear_answer(qtbot, window, 1)
        window.parts.transport.buttons["good"].click()
        window.actions_by_key.by_name["takes"].trigger()
        window.actions_by_key.by_name["save"].trigger()
        takes = window.parts.takes.library.takes
        qtbot.waitUntil(
            lambda: takes.rowCount() == 1 and "+1" in takes.index(0).data(SESSION),
            timeout=PATIENCE_MS,
        )
        assert len(list((home / "takes").glob("*.mid"))) == 1
