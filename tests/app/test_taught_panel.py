"""The page of what was taught, over the real command in a process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from antiphon_app.session import Session
from antiphon_app.taught_list import ABOUT
from antiphon_app.taught_panel import TaughtPanel
from antiphon_app.theme import DARK, LIGHT
from antiphon_engine.messages import Ready, Taught
from songs import TUNE, write_bad_files, write_song
from window_driver import PATIENCE_MS

OTHER = "C4 D4 E4 F4 G4"


class Page:
    """The page, the session that it shows, and a way to wait for what it does."""

    def __init__(self, qtbot: QtBot) -> None:
        self.session = Session()
        self.panel = TaughtPanel(self.session, lambda _command: None, DARK)
        self.told: list[str] = []
        self.panel.told.connect(lambda text, _is_good: self.told.append(text))
        qtbot.addWidget(self.panel)
        self.panel.show()
        self._qtbot = qtbot

    def teach(self, *paths: Path) -> None:
        self.panel.teach(paths)
        self.settle()

    def settle(self, is_true: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing runs any more and something is true."""
        self._qtbot.waitUntil(lambda: not self.panel.is_busy and is_true(), timeout=PATIENCE_MS)

    def names(self) -> list[str]:
        pieces = self.panel.pieces
        return [pieces.index(row).data() for row in range(pieces.rowCount())]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    page = Page(qtbot)
    page.settle()
    yield page
    page.panel.close_down()


def test_an_empty_page_says_how_to_teach(page: Page) -> None:
    assert page.panel.view.currentWidget() is page.panel.view.empty
    assert "Drop MIDI files" in page.panel.view.empty.text()
    assert not page.panel.view.forget.isEnabled()


def test_files_are_taught_with_progress_and_summed_up(page: Page, tmp_path: Path) -> None:
    progress: list[str] = []
    page.panel.teaching.progressed.connect(
        lambda _outcome: progress.append(page.panel.progress.text())
    )
    music = tmp_path / "music"
    bad = write_bad_files(music)
    write_song(music / "Blue.mid", TUNE)
    page.teach(write_song(tmp_path / "Green.mid", OTHER), music)
    assert page.names() == ["Blue.mid", "Green.mid"]
    assert progress[0] == "1 of 8: Green.mid"
    assert page.told == ["2 pieces learned, 17 notes; 6 skipped"]
    lines = page.panel.message.text().splitlines()
    assert lines[0] == page.told[0]
    assert lines[1] == "broken.mid: is not a MIDI file: it does not begin like one"
    assert lines[4:] == ["and 3 more"]
    assert len(page.panel.message.toolTip().splitlines()) == len(bad)
    assert not page.panel.bar.isVisible()
    about = page.panel.pieces.index(0).data(ABOUT)
    assert about.startswith("12 notes · 0:06 · ")


def test_where_nothing_could_be_taught_the_page_says_so_in_red(page: Page, tmp_path: Path) -> None:
    (tmp_path / "broken.mid").write_text("no music")
    page.teach(tmp_path / "broken.mid")
    assert page.panel.message.property("role") == "danger"
    (tmp_path / "empty folder").mkdir()
    page.teach(tmp_path / "empty folder")
    assert "holds no MIDI files" in page.panel.message.text()


def test_a_library_that_takes_nothing_is_said(page: Page, tmp_path: Path, home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "library").write_text("a file where a folder should be")
    page.teach(write_song(tmp_path / "Blue.mid", TUNE))
    assert page.panel.message.text().startswith("nothing can be remembered: ")
    assert page.panel.message.property("role") == "danger"


def test_teaching_can_be_cancelled_and_what_was_learned_stays(page: Page, tmp_path: Path) -> None:
    for number in range(400):
        write_song(tmp_path / "many" / f"{number:03}.mid", f"C4 D4:{number + 1}")
    page.panel.teaching.progressed.connect(lambda _outcome: page.panel.cancelling.click())
    page.teach(tmp_path / "many")
    assert page.told[0].startswith("Cancelled: ")
    assert 0 < len(page.names()) < 400
    assert not page.panel.teaching.is_busy


def test_what_is_dropped_while_files_are_read_is_read_after_them(
    page: Page, tmp_path: Path
) -> None:
    page.panel.teach([write_song(tmp_path / "Blue.mid", TUNE)])
    page.panel.teach([write_song(tmp_path / "Green.mid", OTHER)])
    page.settle(lambda: len(page.told) == 2)
    assert page.names() == ["Green.mid", "Blue.mid"]


def test_a_piece_is_forgotten_and_brought_back(page: Page, tmp_path: Path) -> None:
    page.teach(write_song(tmp_path / "Blue.mid", TUNE), write_song(tmp_path / "Green.mid", OTHER))
    panel = page.panel
    panel.view.list.setCurrentIndex(panel.pieces.index(1))
    panel.view.forget.trigger()
    page.settle(lambda: page.names() == ["Green.mid"])
    assert panel.message.text() == "Forgotten: “Blue.mid”"
    panel.undo.click()
    page.settle(lambda: len(page.names()) == 2)
    assert page.names() == ["Blue.mid", "Green.mid"]
    assert not panel.undo.isVisible()


def test_all_pieces_are_forgotten_at_once(page: Page, tmp_path: Path) -> None:
    page.teach(write_song(tmp_path / "Blue.mid", TUNE), write_song(tmp_path / "Green.mid", OTHER))
    page.panel.view.list.selectAll()
    page.panel.view.forget.trigger()
    page.settle(lambda: page.names() == [])
    assert page.panel.message.text() == "2 pieces forgotten"
    assert page.panel.view.currentWidget() is page.panel.view.empty


def test_it_shows_what_the_engine_has_said_that_it_knows(page: Page) -> None:
    page.session.apply(Ready(1, "a.jsonl", "mind"))
    for taught, line in (
        (Taught(), "Antiphon knows no pieces yet"),
        (Taught(3, 1200, 3412), "Learning: 1,200 of 3,412 notes"),
        (Taught(12, 3412, 3412), "Antiphon knows 12 pieces, 3,412 notes"),
        (Taught(1, 3, 3), "Antiphon knows 1 piece, 3 notes"),
    ):
        page.session.apply(taught)
        page.panel.refresh()
        assert page.panel.known.text() == line


def test_what_another_program_taught_is_listed_when_the_engine_knows_it(
    page: Page, tmp_path: Path
) -> None:
    from antiphon_app.__main__ import main  # noqa: PLC0415

    page.panel.refresh()
    main(["memory", "add", str(write_song(tmp_path / "Blue.mid", TUNE))])
    page.session.apply(Taught(1, 12, 12))
    page.panel.refresh()
    page.settle(lambda: page.names() == ["Blue.mid"])


def test_a_piece_whose_file_has_gone_cannot_be_shown_in_its_folder(
    page: Page, tmp_path: Path
) -> None:
    song = write_song(tmp_path / "Blue.mid", TUNE)
    page.teach(song)
    song.unlink()
    page.panel.view.list.setCurrentIndex(page.panel.pieces.index(0))
    page.panel.view.reveal.trigger()
    assert "no longer at" in page.panel.message.text()


def test_a_row_is_painted_in_both_themes_and_read_aloud(page: Page, tmp_path: Path) -> None:
    page.teach(write_song(tmp_path / f"{'a long name ' * 9}.mid", TUNE))
    for theme in (DARK, LIGHT):
        page.panel.set_theme(theme)
        assert not page.panel.grab().isNull()
    spoken = page.panel.pieces.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("a long name a long name")
    assert "12 notes" in spoken
