import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from antiphon_app import param_control
from antiphon_app.knob import Knob
from antiphon_app.param_panel import LARGE, ParamPanel, grouped
from antiphon_app.session import Session
from antiphon_app.theme import DARK, LIGHT
from antiphon_app.toggle import Toggle
from antiphon_engine.messages import (
    ControlMap,
    ControlsChanged,
    Learn,
    MapControls,
    ParamsChanged,
    Ready,
    SetParams,
)
from antiphon_engine.params import PARAMS, Choice, Number, Switch


class Bench:
    """A panel, what it sent, and a clock that is turned by hand."""

    def __init__(self, qtbot):
        self.now = 10.0
        self.sent = []
        self.session = Session(clock=lambda: self.now)
        self.panel = ParamPanel(self.session, self.sent.append, DARK)
        qtbot.addWidget(self.panel)
        self.panel.resize(360, 700)
        self.panel.show()

    def tell(self, **params):
        self.session.apply(ParamsChanged(params))
        self.panel.refresh()

    def widget(self, name):
        control = self.panel.controls[name]
        return getattr(control, "box", control.widget)

    def menu_texts(self, name):
        menu = self.panel.controls[name].menu()
        return [(it.text(), it.isEnabled()) for it in menu.actions() if it.text()]

    def choose(self, name, text):
        menu = self.panel.controls[name].menu()
        next(it for it in menu.actions() if it.text() == text).trigger()


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot)


def test_a_style_that_cannot_be_trained_here_is_shown_but_not_offered(bench):
    box = bench.widget("style")
    bach, jazz = box.findData("bach"), box.findData("jazz")
    bench.panel.disclose(True)
    assert box.model().item(bach).isEnabled()
    bench.session.apply(Ready(1, "journal", "mind", ("any", "jazz")))
    bench.panel.refresh()
    assert not box.model().item(bach).isEnabled()
    assert "not trained on this machine" in box.itemData(bach, Qt.ItemDataRole.ToolTipRole)
    assert box.model().item(jazz).isEnabled()
    bench.session.apply(Ready(1, "journal", "mind", ("any", "jazz", "bach")))
    bench.panel.refresh()
    assert box.model().item(bach).isEnabled()
    assert box.itemData(bach, Qt.ItemDataRole.ToolTipRole) is None


def test_a_style_that_can_be_trained_here_is_asked_for_and_not_set(bench):
    box = bench.widget("style")
    mine = box.findData("mine")
    missed = []
    bench.panel.missed.connect(lambda knob, style: missed.append((knob, style)))
    bench.panel.disclose(True)
    bench.session.apply(Ready(1, "journal", "mind", ("any", "jazz")))
    bench.panel.refresh()
    assert box.itemText(mine) == "Mine (train it…)"
    box.setCurrentIndex(mine)
    box.activated.emit(mine)
    assert missed == [("style", "mine")]
    assert bench.sent == []
    assert box.option == "any"
    bench.session.apply(Ready(1, "journal", "mind", ("any", "jazz", "mine")))
    bench.panel.refresh()
    assert box.itemText(mine) == "Mine"
    box.activated.emit(mine)
    assert bench.sent == [SetParams({"style": "mine"})]


def test_there_is_a_control_for_every_declaration_but_the_model(bench):
    assert set(bench.panel.controls) == set(PARAMS) - {"model"}
    kinds = {Number: Knob, Switch: Toggle}
    for name in bench.panel.controls:
        param = PARAMS[name]
        if not isinstance(param, Choice):
            assert isinstance(bench.widget(name), kinds[type(param)])
        assert bench.widget(name).accessibleName()
        assert param.help in bench.widget(name).toolTip()


def test_the_three_are_seen_and_the_rest_when_asked_for(bench):
    def seen():
        return {name for name, it in bench.panel.controls.items() if it.widget.isVisible()}

    assert seen() == set(LARGE)
    told = []
    bench.panel.disclosed.connect(told.append)
    bench.panel.disclose(True)
    assert seen() == set(PARAMS) - {"model"}
    bench.panel.disclose(False)
    assert seen() == set(LARGE)
    assert told == [True, False]


def test_a_declaration_that_nobody_foresaw_gets_a_place_of_its_own():
    groups = grouped([*PARAMS, "glissando"])
    assert groups["Other"] == ["glissando"]
    placed = [name for group in groups.values() for name in group]
    assert sorted([*placed, *LARGE, "model"]) == sorted([*PARAMS, "glissando"])
    assert "Other" not in grouped(list(PARAMS))


def test_turning_a_knob_sends_its_value(bench):
    QTest.keyClick(bench.widget("temperature"), Qt.Key.Key_PageUp)
    assert bench.sent == [SetParams({"temperature": 1.11})]


def test_a_whole_number_is_sent_as_one(bench):
    bench.panel.disclose(True)
    QTest.keyClick(bench.widget("transpose"), Qt.Key.Key_Up)
    (command,) = bench.sent
    assert command == SetParams({"transpose": 1})
    assert isinstance(command.changes["transpose"], int)


def test_choosing_and_switching_are_sent(bench):
    bench.panel.disclose(True)
    QTest.mouseClick(bench.widget("barge_in").button("overlap"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(
        bench.widget("turn_gap_adaptive"), Qt.MouseButton.LeftButton, pos=QPoint(10, 10)
    )
    QTest.keyClick(bench.widget("style"), Qt.Key.Key_Down)
    assert bench.sent == [
        SetParams({"barge_in": "overlap"}),
        SetParams({"turn_gap_adaptive": False}),
        SetParams({"style": "bach"}),
    ]


def test_a_knob_that_a_controller_turns_moves(bench):
    bench.tell(temperature=3.0)
    assert bench.widget("temperature").shown == 3.0
    assert bench.sent == []


def test_the_hand_goes_before_the_engine_for_a_moment(bench):
    knob = bench.widget("temperature")
    QTest.keyClick(knob, Qt.Key.Key_End)
    bench.tell(temperature=1.2)
    assert knob.shown == 10.0
    bench.now += param_control.GRIP + 0.01
    bench.panel.refresh()
    assert knob.shown == 1.2


def test_what_the_engine_does_not_take_goes_back(bench):
    bench.panel.disclose(True)
    QTest.mouseClick(bench.widget("barge_in").button("overlap"), Qt.MouseButton.LeftButton)
    bench.now += param_control.GRIP + 0.01
    bench.panel.refresh()
    assert bench.widget("barge_in").option == "yield"


def test_learning_blinks_until_a_controller_moves(bench):
    bench.choose("temperature", "Learn a controller")
    assert bench.sent == [Learn("temperature")]
    bench.session.apply(ControlsChanged((), "temperature"))
    lit = []
    for _ in range(4):
        bench.panel.refresh()
        lit.append(bench.widget("temperature")._is_lit)
        bench.now += 0.25
    assert lit == [True, False, True, False]
    bench.choose("temperature", "Stop learning")
    assert bench.sent[-1] == Learn(None)
    bench.session.apply(ControlsChanged((ControlMap("temperature", 0, 74),)))
    bench.panel.refresh()
    assert bench.widget("temperature").badge == "CC 74"
    assert bench.widget("rest_weight").badge == ""


def test_a_forgotten_controller_leaves_the_others(bench):
    kept = ControlMap("rest_weight", 1, 2)
    assert ("Forget controller", False) in bench.menu_texts("temperature")
    bench.session.apply(ControlsChanged((ControlMap("temperature", 0, 74), kept)))
    assert ("Forget controller", True) in bench.menu_texts("temperature")
    bench.choose("temperature", "Forget controller")
    assert bench.sent == [MapControls((kept,))]


def test_hidden_controls_are_up_to_date_when_they_appear(bench):
    bench.tell(transpose=-5, style="jazz", turn_gap_adaptive=False)
    bench.panel.disclose(True)
    assert bench.widget("transpose").shown == -5
    assert bench.widget("style").option == "jazz"
    assert not bench.widget("turn_gap_adaptive").isChecked()


def test_a_tool_tip_says_what_it_takes_and_where_it_starts():
    assert param_control.tip_of(PARAMS["turn_gap"]) == (
        "The silence that ends your turn.\nFrom 0.1 to 4 s; normally 0.35."
    )
    assert param_control.tip_of(Switch(True, "A", "B.")) == "B.\nOn or off; normally on."


def test_it_wears_another_theme(bench):
    dark = bench.panel.grab().toImage()
    bench.panel.set_theme(LIGHT)
    assert bench.panel.grab().toImage() != dark


def test_the_large_knobs_are_parameters_that_turn():
    assert all(isinstance(PARAMS[name], Number) for name in LARGE)
