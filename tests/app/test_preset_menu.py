import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from antiphon_app.preset_menu import PresetMenu
from antiphon_app.session import Session
from antiphon_app.theme import DARK, LIGHT
from antiphon_engine.messages import ParamsChanged, SetParams
from antiphon_engine.params import Params, changed, differences
from antiphon_engine.presets import own_names, preset_of, read, save

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A menu with an engine that does what it is told."""

    def __init__(self, qtbot):
        self.sent = []
        self.session = Session()
        self.menu = PresetMenu(self.session, self.obey, DARK)
        qtbot.addWidget(self.menu)
        self.menu.resize(340, 90)
        self.menu.show()

    def obey(self, command):
        self.sent.append(command)
        self.tell(command.changes)

    def tell(self, changes):
        params = changed(self.session.params, changes)
        self.session.apply(ParamsChanged(differences(params)))
        self.menu.refresh()

    def lines(self):
        self.menu.menu.aboutToShow.emit()
        return {it.text().split("\t")[0]: it for it in self.menu.menu.actions() if it.text()}

    def pick(self, name):
        self.lines()[name].trigger()

    def type_into_form(self, name, about):
        self.menu.form.name.setText(name)
        self.menu.form.about.setText(about)
        QTest.keyClick(self.menu.form.about, Qt.Key.Key_Return)

    @property
    def params(self):
        return self.session.params


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot)


def mine(**knobs):
    save(preset_of("Mine", "For me.", changed(Params(), knobs)))


def test_the_menu_holds_every_preset_with_what_it_is_for(bench):
    mine(window=64)
    lines = bench.lines()
    assert [name for name in lines if name in ("Mine", "Companion", "Echo", "Sparse")] == [
        *("Mine", "Companion", "Echo", "Sparse")
    ]
    assert lines["Mine"].text() == "Mine\tFor me."
    assert len([it for it in lines.values() if "\t" in it.text()]) == 13


def test_choosing_a_preset_turns_its_knobs_and_resets_the_others(bench):
    bench.tell({"register": 30, "tempo_bpm": 90.0})
    told = []
    bench.menu.presented.connect(told.append)
    bench.pick("Companion")
    assert bench.sent == [
        SetParams(
            {
                "temperature": 0.8,
                "motif_threshold": 0.5,
                "register": 7,
                "scale_lock": "auto",
                "velocity_follow": 0.8,
            }
        )
    ]
    assert bench.params.tempo_bpm == 90.0
    assert told == ["Companion"]
    assert bench.menu.name.text() == "Companion"
    assert bench.menu.line.text() == read("companion").about
    assert bench.lines()["Companion"].isChecked()


def test_a_turned_knob_marks_the_preset_as_changed_and_says_which(bench):
    bench.pick("Companion")
    assert not bench.menu.name.is_changed
    bench.tell({"temperature": 2.0, "register": 1})
    assert bench.menu.name.is_changed
    assert bench.menu.name.toolTip().endswith("Changed: Temperature, Register.")
    bench.tell({"temperature": 0.8, "register": 7})
    assert not bench.menu.name.is_changed
    bench.tell({"tempo_bpm": 80.0})
    assert not bench.menu.name.is_changed


def test_what_the_engine_begins_with_is_recognised(bench):
    bench.tell(read("sparse").knobs)
    assert bench.menu.name.text() == "Sparse"
    assert bench.sent == []


def test_a_preset_of_last_time_is_recalled_without_turning_a_knob(bench):
    bench.menu.recall("echo")
    assert bench.menu.name.text() == "Echo"
    assert bench.menu.name.is_changed
    assert bench.sent == []
    bench.menu.recall("gone")
    assert bench.menu.name.text() == "Presets"


def test_saving_a_shipped_preset_asks_for_a_name_in_the_window(bench):
    bench.pick("Companion")
    bench.tell({"temperature": 2.0, "tempo_bpm": 90.0})
    QTest.mouseClick(bench.menu.save, LEFT)
    assert bench.menu.form.isVisible()
    assert bench.menu.form.name.text() == "My Companion"
    bench.type_into_form("Warm", "For evenings.")
    assert not bench.menu.form.isVisible()
    assert bench.menu.name.text() == "Warm"
    assert not bench.menu.name.is_changed
    assert read("warm").knobs == {
        "temperature": 2.0,
        "motif_threshold": 0.5,
        "scale_lock": "auto",
        "velocity_follow": 0.8,
    }


def test_a_name_that_is_taken_is_refused_where_it_was_typed(bench):
    mine(window=64)
    bench.pick("Save as…")
    bench.type_into_form("mine", "Other.")
    assert bench.menu.form.trouble == ("There is a preset 'mine' of yours already; change the name")
    bench.type_into_form("  ", "Other.")
    assert bench.menu.form.trouble == "A preset needs a name."
    bench.type_into_form("!!", "Other.")
    assert "no name for a preset" in bench.menu.form.trouble
    QTest.keyClick(bench.menu.form.name, Qt.Key.Key_Escape)
    assert not bench.menu.form.isVisible()
    assert read("mine").about == "For me."


def test_saving_ones_own_preset_can_be_undone(bench):
    mine(window=64)
    bench.pick("Mine")
    bench.tell({"window": 128})
    QTest.mouseClick(bench.menu.save, LEFT)
    assert read("mine").knobs == {"window": 128}
    assert bench.menu.line.text() == "Mine saved."
    QTest.mouseClick(bench.menu.undo, LEFT)
    assert read("mine").knobs == {"window": 64}
    assert bench.menu.name.is_changed


def test_a_preset_is_renamed(bench):
    mine(window=64)
    bench.pick("Mine")
    bench.pick("Rename…")
    bench.type_into_form("Ours", "For us.")
    assert own_names() == ["ours"]
    assert read("ours") == bench.menu.bench.present
    assert (read("ours").about, read("ours").knobs) == ("For us.", {"window": 64})


def test_a_deleted_preset_comes_back(bench):
    mine(window=64)
    bench.pick("Mine")
    bench.pick("Delete")
    assert own_names() == []
    assert bench.menu.name.text() == "Presets"
    assert bench.params.window == 64
    QTest.mouseClick(bench.menu.undo, LEFT)
    assert own_names() == ["mine"]
    assert bench.menu.name.text() == "Mine"


def test_a_shipped_preset_can_be_neither_renamed_nor_deleted(bench):
    bench.pick("Companion")
    lines = bench.lines()
    assert [lines[text].isEnabled() for text in ("Rename…", "Delete")] == [False, False]


def test_two_sides_are_compared_with_one_click(bench):
    bench.pick("Companion")
    side_a, side_b = (bench.menu.sides.button(slot) for slot in "AB")
    QTest.mouseClick(side_b, LEFT)
    assert bench.params == read("companion").params
    bench.pick("Daring")
    bench.tell({"transpose": 5, "tempo_bpm": 70.0})
    QTest.mouseClick(side_a, LEFT)
    assert bench.params == changed(read("companion").params, {"tempo_bpm": 70.0})
    assert bench.menu.name.text() == "Companion"
    QTest.mouseClick(side_b, LEFT)
    assert bench.params == changed(read("daring").params, {"transpose": 5, "tempo_bpm": 70.0})
    assert bench.menu.name.is_changed


def test_a_side_is_copied_to_the_other(bench):
    bench.pick("Daring")
    QTest.mouseClick(bench.menu.sides.button("B"), LEFT)
    bench.pick("Echo")
    assert bench.menu.copy.text().endswith("A")
    QTest.mouseClick(bench.menu.copy, LEFT)
    assert bench.menu.line.text() == "A is now the same as B."
    before = len(bench.sent)
    QTest.mouseClick(bench.menu.sides.button("A"), LEFT)
    assert len(bench.sent) == before
    assert bench.menu.name.text() == "Echo"


def test_a_broken_file_is_listed_with_the_reason_and_breaks_nothing(bench, home):
    mine(window=64)
    (home / "presets" / "bad.toml").write_text("format = 9\n")
    line = bench.lines()["bad"]
    assert not line.isEnabled()
    assert "has format 9" in line.toolTip()
    bench.pick("Companion")
    assert bench.menu.name.text() == "Companion"


def test_a_preset_that_vanished_is_said_in_the_window(bench):
    bench.menu.choose("gone")
    assert "there is no 'gone'" in bench.menu.line.text()
    assert bench.sent == []


def test_everything_has_a_name_to_be_read_aloud(bench):
    bench.pick("Companion")
    assert bench.menu.name.accessibleName() == "Preset: Companion"
    assert bench.menu.copy.accessibleName() == "Copy to B"
    assert bench.menu.sides.button("B").accessibleName() == "Compare: B"
    assert bench.menu.form.name.accessibleName() == "Name"
    bench.menu.set_theme(LIGHT)
