from collections.abc import Sequence
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from antiphon_app.drop_overlay import DropOverlay, teachable_paths
from antiphon_app.theme import DARK

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


class Desk:
    """A window with an overlay, and a hand that drags files over it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.taught: list[Sequence[Path]] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(640, 480)
        self.overlay = DropOverlay(self.window, DARK, self.taught.append)
        self.window.show()
        self.data = QMimeData()

    def drag(self, *paths: Path | str) -> QDragEnterEvent:
        """Come in over the window with these files."""
        self.data = QMimeData()
        self.data.setUrls(
            [QUrl.fromLocalFile(str(p)) if isinstance(p, Path) else QUrl(p) for p in paths]
        )
        event = QDragEnterEvent(self.window.rect().center(), COPY, self.data, LEFT, NONE)
        QApplication.sendEvent(self.window, event)
        return event

    def drop(self) -> QDropEvent:
        """Let go."""
        place = QPointF(self.window.rect().center())
        event = QDropEvent(place, COPY, self.data, LEFT, NONE)
        QApplication.sendEvent(self.window, event)
        return event

    def leave(self) -> None:
        """Go away again."""
        QApplication.sendEvent(self.window, QDragLeaveEvent())

    def go_on_over_the_overlay(self) -> None:
        """Move on, as the system tells of it: out of what was covered and into what covers it."""
        self.leave()
        place = self.overlay.rect().center()
        QApplication.sendEvent(self.overlay, QDragEnterEvent(place, COPY, self.data, LEFT, NONE))
        QApplication.sendEvent(self.overlay, QDragMoveEvent(place, COPY, self.data, LEFT, NONE))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_files_over_the_window_are_told_what_a_drop_does_and_taught_by_it(
    desk: Desk, tmp_path: Path
) -> None:
    song = tmp_path / "Blue.mid"
    assert desk.drag(song).isAccepted()
    assert desk.overlay.isVisible()
    assert desk.overlay.title == "Teach Antiphon “Blue.mid”"
    assert "into its memory at once" in desk.overlay.text
    assert desk.drop().dropAction() == COPY
    assert desk.taught == [[song]]
    assert not desk.overlay.isVisible()


def test_the_overlay_takes_the_drop_itself_once_it_is_there(desk: Desk, tmp_path: Path) -> None:
    song = tmp_path / "Blue.mid"
    desk.drag(song)
    desk.go_on_over_the_overlay()
    assert desk.overlay.isVisible()
    event = QDropEvent(QPointF(9.0, 9.0), COPY, desk.data, LEFT, NONE)
    QApplication.sendEvent(desk.overlay, event)
    assert desk.taught == [[song]]
    assert not desk.overlay.isVisible()


def test_folders_and_several_files_are_counted(desk: Desk, tmp_path: Path) -> None:
    paths = [tmp_path, tmp_path / "a.MID", tmp_path / "b.midi"]
    desk.drag(*paths, tmp_path / "cover.png")
    assert desk.overlay.title == "Teach Antiphon 3 files and folders"
    desk.drop()
    assert desk.taught == [paths]


def test_what_cannot_be_taught_is_said_and_a_drop_does_nothing(desk: Desk, tmp_path: Path) -> None:
    event = desk.drag(tmp_path / "cover.png")
    assert event.dropAction() == Qt.DropAction.IgnoreAction
    assert desk.overlay.title == "This cannot be taught"
    desk.drop()
    assert desk.taught == []
    assert not desk.overlay.isVisible()


def test_the_overlay_goes_when_the_drag_leaves(desk: Desk, tmp_path: Path) -> None:
    desk.drag(tmp_path / "Blue.mid")
    desk.leave()
    assert not desk.overlay.isVisible()
    assert desk.taught == []


def test_text_that_is_dragged_is_none_of_its_business(desk: Desk) -> None:
    desk.data = QMimeData()
    desk.data.setText("Blue.mid")
    event = QDragEnterEvent(desk.window.rect().center(), COPY, desk.data, LEFT, NONE)
    QApplication.sendEvent(desk.window, event)
    assert not desk.overlay.isVisible()


def test_an_address_in_the_network_is_no_file(desk: Desk) -> None:
    desk.drag("https://example.org/Blue.mid")
    assert teachable_paths(desk.data) == []


def test_a_long_name_is_shortened_and_the_overlay_is_painted_in_any_size(
    desk: Desk, tmp_path: Path
) -> None:
    desk.drag(tmp_path / (("a very long name " * 12) + ".mid"))
    assert len(desk.overlay.title) < 60
    for size in ((320, 200), (2000, 1200)):
        desk.window.resize(*size)
        assert not desk.overlay.grab().isNull()
