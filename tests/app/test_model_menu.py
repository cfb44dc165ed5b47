"""The menu of models, with an engine that does what it is told and has four of the five."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from antiphon_app.model_list import NAME
from antiphon_app.model_menu import ModelMenu
from antiphon_app.model_row import ABOUT, PAPER, STATE
from antiphon_app.session import Session
from antiphon_app.theme import DARK, LIGHT
from antiphon_engine.messages import Command, ParamsChanged, Ready, SetParams

# No screen, no popup that could be raised; where there is one, nothing is said.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard")

THERE = ("antiphon", "motif", "grid", "triples")


class Bench:
    def __init__(self, qtbot: QtBot) -> None:
        self.sent: list[Command] = []
        self.missed: list[str] = []
        self.session = Session()
        self.window = QMainWindow()
        self.menu = ModelMenu(self.session, self.obey, DARK)
        self.menu.missed.connect(self.missed.append)
        self.window.setCentralWidget(self.menu)
        qtbot.addWidget(self.window)
        self.window.resize(800, 700)
        self.window.show()
        self.have(THERE)

    def obey(self, command: Command) -> None:
        self.sent.append(command)
        assert isinstance(command, SetParams)
        self.session.apply(ParamsChanged(command.changes))
        self.menu.refresh()

    def have(self, models: tuple[str, ...]) -> None:
        self.session.apply(Ready(1, "journal", "mind", ("any",), models))
        self.menu.refresh()

    def rows(self, role: int) -> list[str]:
        model = self.menu.list.view.model()
        assert model is not None
        return [model.index(row, 0).data(role) for row in range(model.rowCount())]

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.menu.list.view, key)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_the_button_names_who_answers_and_what_that_does(bench: Bench) -> None:
    assert bench.menu.name.text() == "Antiphon"
    assert bench.menu.line.text().startswith("Listens, and remembers")
    bench.session.apply(ParamsChanged({"model": "grid"}))
    bench.menu.refresh()
    assert bench.menu.name.text() == "Melody grid"
    assert bench.menu.name.accessibleName() == "Model: Melody grid"
    assert "Vasudeva" in bench.menu.name.toolTip()
    assert "Vasudeva" in bench.menu.name.accessibleDescription()


def test_the_list_tells_of_each_its_paper_and_what_it_does(bench: Bench) -> None:
    bench.menu.open()
    assert bench.rows(NAME) == ["antiphon", "motif", "grid", "triples", "vrash"]
    assert bench.rows(PAPER)[1].startswith("Marinescu")
    assert bench.rows(ABOUT)[4].startswith("Answers your phrase with a relative")
    assert bench.rows(STATE) == ["", "", "", "", "train it: about 20 minutes"]
    read = bench.rows(Qt.ItemDataRole.AccessibleTextRole)[4]
    assert read.startswith("VRASH. train it: about 20 minutes. Answers your phrase")


def test_a_model_is_chosen_by_keys(bench: Bench) -> None:
    bench.menu.name.setFocus()
    QTest.keyClick(bench.menu.name, Qt.Key.Key_Space)
    assert bench.menu.list.isVisible()
    bench.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert not bench.menu.list.isVisible()
    assert bench.sent == [SetParams({"model": "grid"})]
    assert bench.menu.name.text() == "Melody grid"


def test_the_list_begins_at_the_one_that_answers_and_escape_changes_nothing(bench: Bench) -> None:
    bench.session.apply(ParamsChanged({"model": "triples"}))
    bench.menu.open()
    assert bench.menu.list.view.currentIndex().data(NAME) == "triples"
    marks = bench.rows(Qt.ItemDataRole.CheckStateRole)
    assert [row for row, mark in enumerate(marks) if Qt.CheckState(mark).value] == [3]
    bench.press(Qt.Key.Key_Up, Qt.Key.Key_Escape)
    assert not bench.menu.list.isVisible()
    assert bench.sent == []


def test_a_model_is_chosen_by_a_click(bench: Bench) -> None:
    bench.menu.open()
    view = bench.menu.list.view
    model, port = view.model(), view.viewport()
    assert model is not None
    assert port is not None
    place = view.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    assert bench.sent == [SetParams({"model": "motif"})]


def test_one_that_is_not_there_is_asked_for_and_not_set(bench: Bench) -> None:
    bench.menu.open()
    bench.press(Qt.Key.Key_End, Qt.Key.Key_Return)
    assert bench.missed == ["vrash"]
    assert bench.sent == []


def test_a_preset_that_wants_what_is_not_there_says_who_answers(bench: Bench) -> None:
    bench.session.apply(ParamsChanged({"model": "vrash"}))
    bench.menu.refresh()
    assert bench.menu.name.text() == "VRASH"
    assert bench.menu.line.text() == "Not on this machine: Antiphon answers"
    assert bench.menu.line.property("role") == "warning"
    bench.have((*THERE, "vrash"))
    assert bench.menu.line.text().startswith("Answers your phrase")
    assert bench.menu.line.property("role") == "muted"


def test_the_list_stays_within_the_window(bench: Bench) -> None:
    bench.window.resize(400, 300)
    bench.menu.open()
    corner = bench.menu.list.pos() - bench.window.mapToGlobal(QPoint(0, 0))
    assert corner.x() >= 0
    assert corner.y() + bench.menu.list.height() <= 300
    assert bench.menu.list.width() <= 400
    bench.menu.list.hide()
    bench.menu.set_theme(LIGHT)
