from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from antiphon_app.physical_key import key_named
from antiphon_app.typing_keyboard import TypingKeyboard
from antiphon_engine.messages import Command, PlayNote

DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
NO = Qt.KeyboardModifier.NoModifier


class Desk:
    """A window with a button and a text field, and keys that play into `sent`."""

    def __init__(self, qtbot: QtBot) -> None:
        self.sent: list[Command] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.button = QPushButton("Listen", self.window)
        self.text = QLineEdit(self.window)
        column = QVBoxLayout(self.window)
        column.addWidget(self.button)
        column.addWidget(self.text)
        self.typing = TypingKeyboard(self.sent.append, self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.button.setFocus()
        self.typing.set_on(True)

    def key(
        self,
        kind: QEvent.Type,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = NO,
        repeats: bool = False,
    ) -> None:
        target = QApplication.focusWidget() or self.window
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, "", repeats))

    def tap(self, key: Qt.Key) -> None:
        self.key(DOWN, key)
        self.key(UP, key)

    def notes(self) -> list[tuple[int, int]]:
        return [(one.pitch, one.velocity) for one in self.sent if isinstance(one, PlayNote)]


def write(field: QLineEdit, text: str) -> None:
    QTest.keyClicks(field, text)  # type: ignore[call-arg,arg-type]


def click(window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    """Click a key as the window system does, so that shortcuts have their say."""
    QTest.keyClick(window.windowHandle(), key, modifiers)  # type: ignore[call-overload]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_the_home_row_plays_white_keys_from_c3_and_the_row_above_black_ones(desk: Desk) -> None:
    for letter in "AWSEDFTGYHUJK":
        desk.tap(getattr(Qt.Key, f"Key_{letter}"))
    assert desk.notes()[::2] == [(pitch, 100) for pitch in range(48, 61)]
    assert desk.notes()[1::2] == [(pitch, 0) for pitch in range(48, 61)]


def test_keys_are_known_by_their_place_on_every_system() -> None:
    a_on_azerty = Qt.Key.Key_Q
    assert key_named("linux", 38, 0, a_on_azerty) == "A"
    assert key_named("win32", 30, 0, a_on_azerty) == "A"
    assert key_named("darwin", 0, 0, a_on_azerty) == "A"
    assert key_named("darwin", 0, 0x0D, Qt.Key.Key_Z) == "W"
    assert key_named("linux", 23, 0, Qt.Key.Key_Tab) == "Tab"
    assert key_named("linux", 52, 0, Qt.Key.Key_W) == "Z"
    assert key_named("linux", 0, 0, Qt.Key.Key_S) == "S"
    assert key_named("linux", 9, 0, Qt.Key.Key_Escape) is None


def test_z_and_x_change_the_octave_and_the_release_stays_right(desk: Desk) -> None:
    desk.key(DOWN, Qt.Key.Key_A)
    desk.tap(Qt.Key.Key_X)
    desk.key(UP, Qt.Key.Key_A)
    desk.tap(Qt.Key.Key_A)
    assert desk.notes() == [(48, 100), (48, 0), (60, 100), (60, 0)]
    assert desk.typing.state_text() == "Keys on: C4-C5, velocity 100"


def test_c_and_v_change_the_velocity_in_steps_of_20_within_limits(desk: Desk) -> None:
    for _ in range(3):
        desk.tap(Qt.Key.Key_V)
    desk.tap(Qt.Key.Key_A)
    for _ in range(9):
        desk.tap(Qt.Key.Key_C)
    desk.tap(Qt.Key.Key_A)
    assert desk.notes() == [(48, 120), (48, 0), (48, 20), (48, 0)]


def test_repeats_of_a_held_key_are_ignored(desk: Desk) -> None:
    desk.key(DOWN, Qt.Key.Key_A)
    desk.key(DOWN, Qt.Key.Key_A, repeats=True)
    desk.key(UP, Qt.Key.Key_A, repeats=True)
    desk.key(UP, Qt.Key.Key_A)
    assert desk.notes() == [(48, 100), (48, 0)]


def test_tab_sustains_while_it_is_held_and_does_not_move_the_focus(desk: Desk) -> None:
    desk.key(DOWN, Qt.Key.Key_Tab)
    desk.tap(Qt.Key.Key_A)
    desk.tap(Qt.Key.Key_A)
    assert desk.notes() == [(48, 100), (48, 0), (48, 100)]
    desk.key(UP, Qt.Key.Key_Tab)
    assert desk.notes() == [(48, 100), (48, 0), (48, 100), (48, 0)]
    assert desk.button.hasFocus()


def test_a_key_held_through_the_end_of_the_sustain_sounds_on(desk: Desk) -> None:
    desk.key(DOWN, Qt.Key.Key_Tab)
    desk.key(DOWN, Qt.Key.Key_A)
    desk.key(UP, Qt.Key.Key_Tab)
    assert desk.typing.sounding == {48}
    desk.key(UP, Qt.Key.Key_A)
    assert not desk.typing.sounding


def test_writing_text_releases_everything_and_plays_nothing(desk: Desk) -> None:
    desk.key(DOWN, Qt.Key.Key_A)
    desk.text.setFocus()
    assert desk.notes() == [(48, 100), (48, 0)]
    write(desk.text, "was")
    assert desk.text.text() == "was"
    assert desk.notes() == [(48, 100), (48, 0)]


def test_leaving_the_window_releases_everything(desk: Desk, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    desk.key(DOWN, Qt.Key.Key_A)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
        other.setFocus()
    assert desk.notes() == [(48, 100), (48, 0)]
    write(other, "a")
    assert desk.notes() == [(48, 100), (48, 0)]


def test_switching_off_releases_everything_and_gives_the_keys_back(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.key(DOWN, Qt.Key.Key_A)
    with qtbot.waitSignal(desk.typing.toggled) as told:
        desk.typing.set_on(False)
    desk.tap(Qt.Key.Key_S)
    assert told.args == [False]
    assert desk.notes() == [(48, 100), (48, 0)]
    assert desk.typing.state_text() == "Keys off"
    assert desk.typing.letters() == {}


def test_letters_are_no_shortcuts_while_the_keys_are_on(desk: Desk) -> None:
    used: list[str] = []
    for keys in ("F", "Ctrl+S"):
        shortcut = QShortcut(QKeySequence(keys), desk.window)
        shortcut.activated.connect(lambda keys=keys: used.append(keys))
    click(desk.window, Qt.Key.Key_F)
    click(desk.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert used == ["Ctrl+S"]
    assert desk.notes() == [(53, 100), (53, 0)]
    desk.typing.set_on(False)
    click(desk.window, Qt.Key.Key_F)
    assert used == ["Ctrl+S", "F"]


def test_the_letters_stand_on_the_keys_that_they_play(desk: Desk) -> None:
    letters = desk.typing.letters()
    assert (letters[48], letters[49], letters[60]) == ("A", "W", "K")


KEYS = st.sampled_from([getattr(Qt.Key, f"Key_{name}") for name in [*"AWSKZXCV", "Tab"]])
DEEDS = st.tuples(st.sampled_from(["down", "up", "write", "back", "off"]), KEYS)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(DEEDS, max_size=30))
def test_no_note_is_ever_stuck_or_sent_twice(desk: Desk, deeds: list[tuple[str, Qt.Key]]) -> None:
    desk.sent.clear()
    sounding: Counter[int] = Counter()
    for deed, key in deeds:
        match deed:
            case "down" | "up":
                desk.key(DOWN if deed == "down" else UP, key)
            case "write":
                desk.text.setFocus()
            case "back":
                desk.button.setFocus()
            case _:
                desk.typing.set_on(not desk.typing.is_on)
        for pitch, velocity in desk.notes():
            sounding[pitch] += 1 if velocity else -1
            assert sounding[pitch] in (0, 1)
        desk.sent.clear()
        assert set(+sounding) == set(desk.typing.sounding)
    desk.typing.set_on(True)
    desk.typing.set_on(False)
    for pitch, _ in desk.notes():
        sounding[pitch] -= 1
    assert not +sounding
