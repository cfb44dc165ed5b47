import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from antiphon_app.session import Session
from antiphon_app.theme import DARK, LIGHT
from antiphon_app.transport_bar import TransportBar
from antiphon_engine.messages import (
    Forget,
    Freeze,
    GridChanged,
    Health,
    Heard,
    Heartbeat,
    Mute,
    Panic,
    ParamsChanged,
    PlanChanged,
    Rate,
    Ready,
    Retry,
    SetParams,
    StateChanged,
    Tap,
    TurnChanged,
    Undo,
)

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A bar, what it sent, and a clock that is turned by hand; the engine's is the same."""

    def __init__(self, qtbot):
        self.now = 100.0
        self.sent = []
        self.session = Session(clock=lambda: self.now)
        self.bar = TransportBar(self.session, self.sent.append, DARK)
        qtbot.addWidget(self.bar)
        self.bar.resize(900, 90)
        self.bar.show()

    def begin(self):
        self.tell(Ready(1, "journal", "mind"), Heartbeat(Health(), self.now))

    def tell(self, *messages):
        for message in messages:
            self.session.apply(message)
        self.bar.refresh()

    def at(self, now):
        self.now = now
        self.bar.refresh()
        return round(self.bar.light.filled, 2)


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot)


def test_the_light_says_what_is_going_on(bench):
    states = [bench.bar.light.state]
    bench.begin()
    states.append(bench.bar.light.state)
    for message in (
        TurnChanged(100.0, "answering", 1),
        TurnChanged(101.0, "yielding", 1),
        StateChanged(is_frozen=True, is_muted=False),
        StateChanged(is_frozen=True, is_muted=True),
    ):
        bench.tell(message)
        states.append(bench.bar.light.state)
    assert states == ["no engine", "listening", "answering", "yielding", "frozen", "muted"]


def test_the_light_differs_in_shape_and_word_too(bench):
    seen, words = [bench.bar.light.grab().toImage()], [bench.bar.light.accessibleName()]
    bench.begin()
    for message in (TurnChanged(1.0, "listening", 0), TurnChanged(1.0, "answering", 1)):
        bench.tell(message)
        seen.append(bench.bar.light.grab().toImage())
        words.append(bench.bar.light.accessibleName())
    assert words == ["Starting. ", "Listening. ", "Answering. answer 1"]
    assert all(one != other for at, one in enumerate(seen) for other in seen[:at])


def test_the_ring_fills_until_the_answer_enters(bench):
    bench.begin()
    bench.tell(Heard(100.0, 60, 64, 0), PlanChanged((), 101.0))
    assert [bench.at(now) for now in (100.0, 100.25, 100.5, 101.0, 101.5)] == [
        *(0.0, 0.25, 0.5, 1.0, 1.0)
    ]


def test_another_note_empties_the_ring(bench):
    bench.begin()
    bench.tell(Heard(100.0, 60, 64, 0), PlanChanged((), 101.0))
    assert bench.at(100.5) == 0.5
    bench.tell(Heard(100.5, 62, 64, 0), PlanChanged((), 101.5))
    assert bench.at(100.5) == 0.0
    assert bench.at(101.0) == 0.5
    bench.tell(PlanChanged())
    assert bench.at(101.1) == 0.0


def test_an_entrance_in_time_fills_through_the_notes_before_it(bench):
    bench.begin()
    bench.tell(Heard(100.0, 60, 64, 0), PlanChanged((), 102.0))
    bench.at(100.1)
    bench.tell(Heard(101.0, 62, 64, 0), PlanChanged((), 102.0))
    assert bench.at(101.0) == 0.5


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("again", Retry("again")),
        ("more", Retry("more")),
        ("else", Retry("else")),
        ("undo", Undo()),
        ("good", Rate(3, True)),
        ("bad", Rate(3, False)),
        ("freeze", Freeze(True)),
        ("mute", Mute(True)),
        ("forget", Forget()),
        ("tap", Tap()),
    ],
)
def test_a_button_sends_its_command(bench, name, command):
    bench.begin()
    bench.tell(TurnChanged(100.0, "listening", 3))
    QTest.mouseClick(bench.bar.buttons[name], LEFT)
    assert bench.sent == [command]


def test_panic_is_always_in_reach(bench):
    QTest.mouseClick(bench.bar.panic, LEFT)
    assert bench.sent == [Panic()]


def test_freeze_and_mute_stay_down_when_the_engine_says_so(bench):
    bench.begin()
    freeze, mute = bench.bar.buttons["freeze"], bench.bar.buttons["mute"]
    QTest.mouseClick(freeze, LEFT)
    assert not freeze.isChecked()
    bench.tell(StateChanged(is_frozen=True, is_muted=True))
    assert (freeze.isChecked(), mute.isChecked()) == (True, True)
    bench.bar.act("freeze")
    bench.bar.act("mute")
    assert bench.sent == [Freeze(True), Freeze(False), Mute(False)]


def test_before_the_first_answer_there_is_nothing_to_do_with_it(bench):
    bench.begin()
    for name in ("again", "more", "else", "undo", "good", "bad"):
        assert not bench.bar.buttons[name].isEnabled()
        bench.bar.act(name)
    assert bench.sent == []


def test_a_rating_is_shown_for_its_answer_only(bench):
    bench.begin()
    bench.tell(TurnChanged(100.0, "listening", 1))
    QTest.mouseClick(bench.bar.buttons["good"], LEFT)
    assert bench.bar.buttons["good"].isChecked()
    QTest.mouseClick(bench.bar.buttons["bad"], LEFT)
    assert not bench.bar.buttons["good"].isChecked()
    bench.tell(TurnChanged(101.0, "answering", 2))
    assert not bench.bar.buttons["bad"].isChecked()
    assert bench.sent == [Rate(1, True), Rate(1, False)]


def test_the_mode_is_chosen_by_button_and_by_name(bench):
    bench.begin()
    mode = bench.bar.findChild(object, "mode")
    QTest.mouseClick(mode.button("duet"), LEFT)
    bench.bar.act("solo")
    assert bench.sent == [SetParams({"mode": "duet"}), SetParams({"mode": "solo"})]
    bench.now += 1.0
    bench.tell(ParamsChanged({"mode": "solo"}))
    assert mode.option == "solo"


def test_entrance_and_trade_are_chosen(bench):
    bench.begin()
    for name in ("answer_at", "trade"):
        QTest.keyClick(bench.bar.findChild(object, name), Qt.Key.Key_Down)
    assert bench.sent == [SetParams({"answer_at": "beat"}), SetParams({"trade": "2 bars"})]


def test_the_tempo_is_typed_and_follows_the_engine(bench):
    bench.begin()
    number = bench.bar.tempo.number
    number.selectAll()
    QTest.keyClicks(number, "97.5")
    assert bench.sent == []
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert bench.sent == [SetParams({"tempo_bpm": 97.5})]
    bench.now += 1.0
    bench.tell(GridChanged(140.0, 0.0))
    assert number.value() == 140.0
    assert len(bench.sent) == 1
    assert bench.bar.tempo.clock_state.text() == "internal"


def test_a_tempo_being_typed_is_left_alone(bench):
    bench.begin()
    bench.bar.activateWindow()
    number = bench.bar.tempo.number
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "9")
    bench.now += 1.0
    bench.tell(GridChanged(140.0, 0.0))
    assert number.value() == 120.0


def test_words_make_way_for_signs_where_it_is_narrow(bench):
    bench.bar.resize(1600, 90)
    assert not bench.bar.is_compact
    bench.bar.resize(bench.bar.minimumSizeHint())
    assert bench.bar.is_compact
    assert bench.bar.minimumSizeHint().width() <= 900


def test_every_button_has_a_name_and_names_its_key(bench):
    for name, button in {**bench.bar.buttons, "panic": bench.bar.panic}.items():
        assert button.objectName() == name
        assert button.accessibleName()
        assert button.toolTip().endswith(")")
    assert bench.bar.panic.toolTip() == "Panic: silence everything (Esc)"


def test_it_wears_another_theme(bench):
    bench.bar.set_theme(LIGHT)
    assert bench.bar.light.grab().toImage().size().width() > 0
