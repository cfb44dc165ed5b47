from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QEventPoint, QKeyEvent, QMouseEvent, QPointingDevice, QTouchEvent
from PyQt6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from antiphon_app.fingers import Fingers
from antiphon_app.key_layout import KeyRange, key_at, key_places, velocity_at
from antiphon_app.keyboard_view import KeyboardView
from antiphon_app.piano_key import PianoKey, spoken_name
from antiphon_app.session import Session
from antiphon_app.theme import DARK, LIGHT, Theme
from antiphon_engine.messages import Command, Expecting, Heard, Played, PlayNote

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton


class Bench:
    """A keyboard in a window with a text field beside it, and what it sent."""

    def __init__(self, qtbot: QtBot) -> None:
        self.sent: list[Command] = []
        self.session = Session(clock=lambda: 0.0)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.view = KeyboardView(self.session, self.sent.append, DARK, self.window)
        self.text = QLineEdit(self.window)
        column = QVBoxLayout(self.window)
        column.addWidget(self.view)
        column.addWidget(self.text)
        self.window.resize(900, 200)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.bed = self.view.bed

    def notes(self) -> list[tuple[int, int]]:
        return [(one.pitch, one.velocity) for one in self.sent if isinstance(one, PlayNote)]

    def pitches(self) -> list[int]:
        """The pitches sounded, and released as negative numbers."""
        return [pitch if velocity else -pitch for pitch, velocity in self.notes()]

    def place(self, pitch: int, depth: float = 0.9) -> QPointF:
        place = next(place for place in self.bed.places if place.pitch == pitch)
        return QPointF(place.x + place.width / 2, place.y + depth * (place.height - 1))

    def mouse(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton = LEFT) -> None:
        button = NONE if kind == QEvent.Type.MouseMove else LEFT
        event = QMouseEvent(
            kind,
            at,
            QPointF(self.bed.mapToGlobal(at)),
            button,
            held,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self.bed, event)

    def press(self, pitch: int, depth: float = 0.9) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, self.place(pitch, depth))

    def move(self, pitch: int) -> None:
        self.mouse(QEvent.Type.MouseMove, self.place(pitch))

    def release(self) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, QPointF(1, 1), NONE)

    def key(self, key: Qt.Key, kind: QEvent.Type = QEvent.Type.KeyPress) -> None:
        target = QApplication.focusWidget() or self.bed
        QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def touch_event(self, kind: QEvent.Type, state: QEventPoint.State, at: QPointF) -> None:
        """Send an event of one touch point; more than one cannot be made here."""
        point = QEventPoint(1, state, at, QPointF(self.bed.mapToGlobal(at)))
        device = QPointingDevice.primaryPointingDevice()
        points = [] if kind == QEvent.Type.TouchCancel else [point]
        event = QTouchEvent(kind, device, Qt.KeyboardModifier.NoModifier, points)
        QApplication.sendEvent(self.bed, event)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_the_keys_at_first_are_c3_to_c6(bench: Bench) -> None:
    assert [key.pitch for key in bench.view.keys] == list(range(48, 85))


def test_every_key_has_a_name_that_can_be_said(bench: Bench) -> None:
    assert [key.accessibleName() for key in bench.view.keys[:3]] == ["C 3", "C sharp 3", "D 3"]
    assert spoken_name(61) == "C sharp 4"


def test_a_click_sounds_a_note_on_channel_one_and_releases_it(bench: Bench) -> None:
    bench.press(60, depth=0.5)
    bench.release()
    assert bench.sent == [PlayNote(60, 74, 0), PlayNote(60, 0, 0)]


def test_a_stroke_is_the_louder_the_deeper() -> None:
    place = key_places(KeyRange(), 900, 100)[0]
    assert [velocity_at(place, y) for y in (0, 49.5, 99, 500)] == [24, 74, 124, 124]


def test_black_keys_lie_over_white_ones() -> None:
    places = key_places(KeyRange(48, 72), 750, 100)
    found = [key_at(places, x, y) for x, y in ((49, 10), (49, 95), (760, 10))]
    assert [place.pitch if place else None for place in found] == [49, 48, None]


def test_white_keys_fill_any_width_without_gaps() -> None:
    for width in (301, 640, 3840):
        whites = [place for place in key_places(KeyRange(21, 108), width, 90) if not place.is_black]
        assert len(whites) == 52
        assert whites[0].x == 0
        assert whites[-1].x + whites[-1].width == width
        assert all(a.x + a.width == b.x for a, b in pairwise(whites))


def test_dragging_plays_a_glissando(bench: Bench) -> None:
    bench.press(60)
    bench.move(62)
    bench.move(64)
    bench.release()
    assert bench.pitches() == [60, -60, 62, -62, 64, -64]


def test_dragging_off_the_keys_releases_and_coming_back_sounds(bench: Bench) -> None:
    bench.press(60)
    bench.mouse(QEvent.Type.MouseMove, QPointF(-50, -50))
    assert bench.pitches() == [60, -60]
    bench.move(62)
    bench.release()
    assert bench.pitches() == [60, -60, 62, -62]


def test_each_touch_point_is_a_note_of_its_own(bench: Bench) -> None:
    pressed, updated, released = (
        QEventPoint.State.Pressed,
        QEventPoint.State.Updated,
        QEventPoint.State.Released,
    )
    bench.bed.touch(1, pressed, bench.place(60))
    bench.bed.touch(2, pressed, bench.place(64))
    bench.bed.touch(1, updated, bench.place(62))
    bench.bed.touch(2, released, bench.place(64))
    bench.bed.touch(1, released, bench.place(62))
    assert bench.pitches() == [60, 64, -60, 62, -64, -62]


def test_a_touch_sounds_slides_and_releases(bench: Bench) -> None:
    bench.touch_event(QEvent.Type.TouchBegin, QEventPoint.State.Pressed, bench.place(60))
    bench.touch_event(QEvent.Type.TouchUpdate, QEventPoint.State.Updated, bench.place(62))
    bench.touch_event(QEvent.Type.TouchEnd, QEventPoint.State.Released, bench.place(62))
    assert bench.pitches() == [60, -60, 62, -62]


def test_a_touch_that_is_taken_away_releases(bench: Bench) -> None:
    bench.touch_event(QEvent.Type.TouchBegin, QEventPoint.State.Pressed, bench.place(60))
    bench.touch_event(QEvent.Type.TouchCancel, QEventPoint.State.Released, QPointF())
    assert bench.pitches() == [60, -60]


def test_two_fingers_on_one_key_are_one_note_until_both_are_off() -> None:
    sent: list[Command] = []
    fingers = Fingers(sent.append)
    fingers.press("a", 60, 90)
    fingers.press("b", 60, 50)
    fingers.lift("a")
    assert sent == [PlayNote(60, 90, 0)]
    fingers.lift("b")
    assert sent == [PlayNote(60, 90, 0), PlayNote(60, 0, 0)]


def test_the_keyboard_is_one_tab_stop_with_arrows_inside(bench: Bench) -> None:
    stops = [key for key in bench.view.keys if key.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [key.pitch for key in stops] == [60]
    stops[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        bench.key(key)
    focused = QApplication.focusWidget()
    assert isinstance(focused, PianoKey)
    assert focused.pitch == 73
    bench.key(Qt.Key.Key_End)
    bench.key(Qt.Key.Key_Right)
    focused = QApplication.focusWidget()
    assert isinstance(focused, PianoKey)
    assert focused.pitch == 84


def test_the_focus_is_ringed_for_the_keyboard_and_not_for_the_mouse(bench: Bench) -> None:
    bench.press(60)
    bench.release()
    assert not bench.view.keys[12].is_ringed
    bench.key(Qt.Key.Key_Right)
    assert bench.view.keys[13].is_ringed


def test_tab_leaves_the_keys_at_once(bench: Bench) -> None:
    bench.view.keys[12].setFocus()
    bench.key(Qt.Key.Key_Tab)
    assert not isinstance(QApplication.focusWidget(), PianoKey)


def test_space_and_enter_sound_the_focused_key_while_held(bench: Bench) -> None:
    bench.view.keys[12].setFocus()
    bench.key(Qt.Key.Key_Space)
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Return)
    assert bench.pitches() == [60, 61]
    bench.key(Qt.Key.Key_Space, QEvent.Type.KeyRelease)
    bench.key(Qt.Key.Key_Return, QEvent.Type.KeyRelease)
    assert bench.notes() == [(60, 90), (61, 90), (60, 0), (61, 0)]


def test_losing_the_focus_releases_everything(bench: Bench) -> None:
    bench.press(60)
    bench.text.setFocus()
    assert bench.pitches() == [60, -60]
    bench.move(62)
    bench.release()
    assert bench.pitches() == [60, -60]


def test_hiding_releases_everything(bench: Bench) -> None:
    bench.press(60)
    bench.view.hide()
    assert bench.pitches() == [60, -60]


def test_another_range_releases_everything(bench: Bench) -> None:
    bench.press(60)
    bench.view.set_range(60, 84)
    assert bench.pitches() == [60, -60]
    assert bench.view.range == KeyRange(60, 84)


def test_the_range_steps_through_the_sizes_that_keyboards_have() -> None:
    keys, sizes = KeyRange(48, 72), []
    for _ in range(6):
        sizes.append((keys.low, keys.size))
        keys = keys.resized(1)
    assert sizes == [(48, 25), (48, 37), (36, 49), (36, 61), (28, 76), (21, 88)]
    assert keys.resized(1) == keys


def test_octaves_shift_as_far_as_there_are_keys() -> None:
    assert KeyRange(48, 84).shifted(1) == KeyRange(60, 96)
    assert KeyRange(48, 84).shifted(9) == KeyRange(72, 108)
    assert KeyRange(21, 108).shifted(-1) == KeyRange(21, 108)


def test_the_keyboard_grows_to_hold_what_is_played_until_it_is_set(bench: Bench) -> None:
    bench.session.apply(Heard(0.0, 40, 80, 0))
    bench.view.refresh()
    assert bench.view.range == KeyRange(36, 84)
    bench.view.set_range(48, 84)
    bench.view.refresh()
    assert bench.view.range == KeyRange(48, 84)


def test_the_range_does_not_follow_under_the_hand(bench: Bench) -> None:
    bench.press(60)
    bench.session.apply(Played(0.0, 30, 80, 1))
    bench.view.refresh()
    assert bench.view.range == KeyRange(48, 84)
    assert bench.pitches() == [60]


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_keys_show_what_both_hold_by_fill_and_by_outline(bench: Bench, theme: Theme) -> None:
    bench.view.set_theme(theme)
    bench.session.apply(Heard(0.0, 60, 127, 0))
    bench.session.apply(Played(0.0, 64, 80, 1))
    bench.view.refresh()
    keys = {key.pitch: key for key in bench.view.keys}
    assert (keys[60].held, keys[60].answered) == (127, 0)
    assert (keys[64].held, keys[64].answered) == (0, 1)
    assert keys[60].accessibleDescription() == "held by you"
    assert keys[64].accessibleDescription() == "held by Antiphon"
    spot = QPoint(keys[60].width() // 2, int(keys[60].height() * 0.72))
    assert keys[60].grab().toImage().pixelColor(spot) == theme.colour("player")
    assert keys[64].grab().toImage().pixelColor(spot) == theme.colour("white_key")


def test_bars_above_the_keys_show_what_is_expected(bench: Bench) -> None:
    strip = bench.view.strip
    before = strip.grab().toImage()
    bench.session.apply(Expecting(((60, 0.4), (67, 0.1))))
    bench.view.refresh()
    assert strip.accessibleDescription() == "C4 40 %, G4 10 %"
    assert strip.tip_at(bench.place(60).x()) == "C4 next: 40 %"
    assert strip.grab().toImage() != before


def sounding_after(notes: list[tuple[int, int]]) -> Counter[int]:
    """What still sounds; a note sent twice or released twice without the other is an error."""
    sounding: Counter[int] = Counter()
    for pitch, velocity in notes:
        sounding[pitch] += 1 if velocity else -1
        assert sounding[pitch] in (0, 1)
    return +sounding


PITCHES = st.integers(48, 84)
DEEDS = st.one_of(
    st.tuples(st.sampled_from(["press", "move"]), PITCHES),
    st.tuples(st.sampled_from(["release", "focus away", "hide", "refresh"]), st.none()),
    st.tuples(st.sampled_from(["shift", "resize"]), st.sampled_from([-1, 1])),
    st.tuples(
        st.sampled_from(["touch", "slide", "untouch"]), st.tuples(st.integers(1, 3), PITCHES)
    ),
    st.tuples(
        st.sampled_from(["key down", "key up"]),
        st.sampled_from([Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Up]),
    ),
)


def do(bench: Bench, deed: str, on: object) -> None:
    states = {
        "touch": QEventPoint.State.Pressed,
        "slide": QEventPoint.State.Updated,
        "untouch": QEventPoint.State.Released,
    }
    match deed, on:
        case (("press" | "move"), int(pitch)):
            at = QPointF(bench.bed.width() * (pitch - 47.5) / 37, 60.0)
            is_press = deed == "press"
            bench.mouse(QEvent.Type.MouseButtonPress if is_press else QEvent.Type.MouseMove, at)
        case (("touch" | "slide" | "untouch"), (int(number), int(pitch))):
            at = QPointF(bench.bed.width() * (pitch - 47.5) / 37, 60.0)
            bench.bed.touch(number, states[deed], at)
        case (("key down" | "key up"), Qt.Key() as key):
            is_down = deed == "key down"
            bench.key(key, QEvent.Type.KeyPress if is_down else QEvent.Type.KeyRelease)
        case "shift", int(octaves):
            bench.view.set_range(
                bench.view.range.shifted(octaves).low, bench.view.range.shifted(octaves).high
            )
        case "resize", int(steps):
            keys = bench.view.range.resized(steps)
            bench.view.set_range(keys.low, keys.high)
        case "release", _:
            bench.release()
        case "focus away", _:
            bench.text.setFocus()
        case "hide", _:
            bench.view.hide()
            bench.view.show()
        case "refresh", _:
            bench.view.refresh()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(DEEDS, max_size=30))
def test_no_note_is_ever_stuck_or_sent_twice(bench: Bench, deeds: list[tuple[str, object]]) -> None:
    bench.sent.clear()
    for deed, on in deeds:
        do(bench, deed, on)
        assert set(sounding_after(bench.notes())) == set(bench.view.fingers.sounding)
    # A key strike while the text has the focus goes to the text; the keyboard lets go with it.
    bench.view.keys[0].setFocus()
    bench.text.setFocus()
    assert not sounding_after(bench.notes())
