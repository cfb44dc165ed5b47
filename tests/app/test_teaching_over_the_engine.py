"""Files that are dropped on the window are known to a real engine process, and forgotten by it."""

from pathlib import Path

from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from antiphon_app.main_window import MainWindow
from antiphon_engine.messages import Taught
from songs import TUNE, write_song
from window_driver import PATIENCE_MS, window_over_engine

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


MANY = 3000


def drop(window: MainWindow, path: Path) -> None:
    """Drag a file or folder in and let it go over the middle of the window."""
    data, middle = QMimeData(), window.rect().center()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.sendEvent(window, QDragEnterEvent(middle, COPY, data, LEFT, NONE))
    assert window.parts.overlay.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(middle), COPY, data, LEFT, NONE))


def test_a_dropped_folder_is_learned_by_the_running_engine_and_can_be_forgotten(
    qtbot: QtBot, tmp_path: Path
) -> None:
    music = tmp_path / "music"
    write_song(music / "Blue.mid", TUNE)
    write_song(music / "Green.mid", "C4 D4 E4 F4 G4")
    (music / "broken.mid").write_text("no music")
    with window_over_engine(qtbot) as window:
        panel, session = window.parts.taught, window.session
        drop(window, music)
        assert window.parts.page.name == "memory"
        qtbot.waitUntil(lambda: session.taught == Taught(2, 17, 17), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: len(panel.pieces.pieces) == 2, timeout=PATIENCE_MS)
        assert panel.message.text().startswith("2 pieces learned, 17 notes; 1 skipped")
        assert "2 pieces learned" in window.parts.health.trouble.text()
        qtbot.waitUntil(
            lambda: panel.known.text() == "Antiphon knows 2 pieces, 17 notes", timeout=PATIENCE_MS
        )
        panel.view.list.setCurrentIndex(panel.pieces.index(0))
        qtbot.waitUntil(lambda: not panel.is_busy, timeout=PATIENCE_MS)
        panel.view.forget.trigger()
        qtbot.waitUntil(lambda: session.taught == Taught(1, 12, 12), timeout=PATIENCE_MS)


def test_a_window_that_is_closed_while_it_teaches_ends_the_teaching(
    qtbot: QtBot, tmp_path: Path, home: Path
) -> None:
    # So many that it takes seconds, on any machine, from the first sign of progress to the end.
    for number in range(MANY):
        write_song(tmp_path / "many" / f"{number:04}.mid", f"C4 D4:{number + 1}")
    with window_over_engine(qtbot) as window:
        drop(window, tmp_path / "many")
        qtbot.waitUntil(lambda: window.parts.taught.bar.value() > 0, timeout=PATIENCE_MS)
        window.close()
        assert not window.parts.taught.is_busy
    assert 0 < len(list((home / "library").glob("*.jsonl"))) < MANY
