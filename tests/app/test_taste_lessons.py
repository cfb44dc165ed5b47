from PyQt6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from antiphon_app.session import Session
from antiphon_app.taste_lessons import TasteLessons
from antiphon_engine.messages import TasteChanged
from antiphon_engine.paths import taste_path
from antiphon_engine.taste_file import KeptTaste, read_taste, write_taste
from antiphon_models.learned_taste import LearnedTaste

PATIENCE_MS = 20_000


class Corner:
    """The two thumbs and what follows when they are pressed."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.thumbs = [QToolButton(self.window), QToolButton(self.window)]
        self.thumbs[0].setToolTip("I like this answer (G)")
        self.session = Session()
        self.lessons = TasteLessons(self.session, self.thumbs, self.window)
        self.said: list[tuple[str, bool]] = []
        self.lessons.told.connect(lambda text, is_well: self.said.append((text, is_well)))


def test_a_mark_is_learned_from_in_another_process_and_told(qtbot: QtBot) -> None:
    corner = Corner(qtbot)
    for name in ("good", "bad", "good"):
        corner.lessons.acted(name)
    assert corner.lessons.is_busy
    qtbot.waitUntil(lambda: bool(corner.said), timeout=PATIENCE_MS)
    # There is no session in this home yet.
    assert corner.said == [("Taste: 0 good and 0 bad marks; 4 of each begin to teach", True)]
    assert taste_path().exists()
    assert not corner.lessons.is_busy


def test_other_buttons_teach_nothing(qtbot: QtBot) -> None:
    corner = Corner(qtbot)
    corner.lessons.acted("again")
    assert not corner.lessons.is_busy


def test_the_thumbs_say_what_was_learned(qtbot: QtBot) -> None:
    corner = Corner(qtbot)
    assert not corner.lessons.forget.isEnabled()
    corner.session.apply(TasteChanged(8, 6, True))
    corner.lessons.refresh()
    tip = "I like this answer (G)\nTaste: learned from 14 marks"
    assert corner.thumbs[0].toolTip() == tip
    assert corner.lessons.forget.isEnabled()
    corner.session.apply(TasteChanged(8, 6, False))
    corner.lessons.refresh()
    assert (
        corner.thumbs[0].toolTip().endswith("Taste: no rule found in 14 marks, so nothing changes")
    )
    corner.session.apply(TasteChanged())
    corner.lessons.refresh()
    assert corner.thumbs[0].toolTip() == "I like this answer (G)"


def test_it_can_be_forgotten_from_the_thumbs(qtbot: QtBot) -> None:
    write_taste(taste_path(), KeptTaste(LearnedTaste({"leap": 1.0}, 8, 6), 0.9))
    corner = Corner(qtbot)
    corner.session.apply(TasteChanged(8, 6, True))
    corner.lessons.refresh()
    assert corner.thumbs[1].actions() == [corner.lessons.forget]
    corner.lessons.forget.trigger()
    qtbot.waitUntil(lambda: bool(corner.said), timeout=PATIENCE_MS)
    assert corner.said == [("Taste: forgotten; your next marks teach it anew", True)]
    assert read_taste(taste_path()).taste.weights == {}


def test_what_is_not_learned_yet_is_given_up_when_the_window_closes(qtbot: QtBot) -> None:
    corner = Corner(qtbot)
    corner.lessons.acted("good")
    corner.lessons.stop()
    assert not corner.lessons.is_busy
    assert not taste_path().exists()
