import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from antiphon_app.knob import Knob
from antiphon_app.theme import DARK, LIGHT
from antiphon_engine.params import Number

NUMBER = Number(0.0, 1.0, 0.25, "Motif threshold", "When motifs decide.", "x")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def knob(qtbot):
    made = Knob(NUMBER, "Motif threshold", DARK)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


@pytest.fixture
def turned(knob):
    values = []
    knob.turned.connect(values.append)
    return values


def drag(knob, pixels, modifiers=Qt.KeyboardModifier.NoModifier):
    centre = knob.rect().center()
    QTest.mousePress(knob, LEFT, modifiers, centre)
    QTest.mouseMove(knob, centre - QPoint(0, pixels))
    QTest.mouseRelease(knob, LEFT, modifiers, centre - QPoint(0, pixels))


def wheel(knob, notches, modifiers=Qt.KeyboardModifier.NoModifier):
    centre = QPointF(knob.rect().center())
    event = QWheelEvent(
        *(centre, centre, QPoint(), QPoint(0, int(120 * notches)), Qt.MouseButton.NoButton),
        *(modifiers, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(knob, event)
    return event.isAccepted()


def editor_of(knob):
    return next(line for line in knob.findChildren(QLineEdit) if line.isVisible())


def test_dragging_up_turns_it_up_and_down_again(knob, turned):
    drag(knob, 55)
    assert turned == [0.5]
    drag(knob, -55)
    assert turned == [0.5, 0.25]
    assert not knob.is_held


def test_the_end_of_the_travel_holds_it(knob, turned):
    drag(knob, 1000)
    assert turned == [1.0]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Up, 0.26),
        (Qt.Key.Key_Right, 0.26),
        (Qt.Key.Key_Down, 0.24),
        (Qt.Key.Key_Left, 0.24),
        (Qt.Key.Key_PageUp, 0.35),
        (Qt.Key.Key_PageDown, 0.15),
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, 1.0),
    ],
)
def test_keys_turn_it(knob, turned, key, value):
    QTest.keyClick(knob, key)
    assert turned == [value]
    assert knob.shown == value


def test_the_wheel_turns_it_and_finely_with_shift(knob, turned):
    wheel(knob, 2)
    wheel(knob, -1, Qt.KeyboardModifier.ShiftModifier)
    assert turned == [0.3, 0.29]


def test_a_touch_pad_turns_it_by_whole_notches(knob, turned):
    for _ in range(7):
        wheel(knob, 0.25)
    assert turned == [0.28]


def test_the_wheel_scrolls_past_a_knob_that_was_not_chosen(qtbot):
    area, tall = QScrollArea(), QWidget()
    tall.setMinimumSize(200, 2000)
    knob = Knob(NUMBER, "Motif threshold", DARK, parent=tall)
    area.setWidget(tall)
    area.resize(220, 300)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    assert not wheel(knob, 1)
    assert knob.shown == 0.25
    knob.setFocus()
    qtbot.waitUntil(knob.hasFocus)
    assert wheel(knob, 1)
    assert knob.shown == 0.28


def test_a_double_click_resets_it(knob, turned):
    knob.show_value(0.8)
    QTest.mouseDClick(knob, LEFT, pos=knob.rect().center())
    assert turned == [0.25]


def test_typed_digits_are_a_value(knob, turned):
    QTest.keyClicks(knob, "0")
    QTest.keyClicks(editor_of(knob), ",75")
    assert knob.is_held
    QTest.keyClick(editor_of(knob), Qt.Key.Key_Return)
    assert turned == [0.75]
    assert not knob.is_held


def test_escape_leaves_the_value_alone(knob, turned):
    QTest.keyClick(knob, Qt.Key.Key_Return)
    editor = editor_of(knob)
    assert editor.text() == "0.25"
    QTest.keyClicks(editor, "9")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert turned == []
    assert knob.shown == 0.25
    assert not knob.is_held


def test_a_value_out_of_range_is_not_taken(knob, turned):
    QTest.keyClicks(knob, "7")
    QTest.keyClick(editor_of(knob), Qt.Key.Key_Return)
    assert turned == []
    assert editor_of(knob).text() == "7"
    assert knob.complaint == "0 to 1"
    QTest.keyClicks(editor_of(knob), "0.5")
    QTest.keyClick(editor_of(knob), Qt.Key.Key_Return)
    assert turned == [0.5]
    assert knob.complaint == ""


def test_showing_a_value_tells_nobody(knob, turned):
    knob.show_value(0.6)
    assert knob.shown == 0.6
    assert turned == []


def test_it_says_its_name_value_and_purpose_to_those_who_cannot_see_it(knob):
    knob.show_value(0.6)
    assert knob.accessibleName() == "Motif threshold"
    assert knob.accessibleDescription() == "0.60 x. When motifs decide."
    assert knob.value() == 600


def test_assistive_technology_can_turn_it(knob, turned):
    knob.setValue(500)
    assert turned == [0.5]


def test_its_face_follows_value_theme_and_badge(knob):
    def face():
        return knob.grab().toImage()

    plain = face()
    knob.show_value(0.9)
    turned_up = face()
    knob.show_badge("CC 74", False)
    badged = face()
    knob.show_badge("Learn", True)
    lit = face()
    knob.set_theme(LIGHT)
    faces = [plain, turned_up, badged, lit, face()]
    assert all(one != other for at, one in enumerate(faces) for other in faces[:at])


def test_a_large_knob_shows_its_label_in_one_line(qtbot):
    knob = Knob(NUMBER, "A label of quite some length", DARK, is_large=True)
    qtbot.addWidget(knob)
    width = knob.fontMetrics().horizontalAdvance("A label of quite some length")
    assert knob.sizeHint().width() >= width
