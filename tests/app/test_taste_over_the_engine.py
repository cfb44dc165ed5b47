"""Marks given in a real window on answers of a real engine are learned from, and taken up by it."""

from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from antiphon_app.main_window import MainWindow
from antiphon_app.settings import Settings
from antiphon_engine.messages import PlayNote
from antiphon_engine.paths import sessions_folder, taste_path
from antiphon_engine.taste_file import FEWEST, KeptTaste, write_taste
from antiphon_models.learned_taste import LearnedTaste
from window_driver import PATIENCE_MS, window_over_engine


def test_a_taste_is_taken_up_by_the_running_engine_shown_and_forgotten(qtbot: QtBot) -> None:
    with window_over_engine(qtbot) as window:
        lessons, session = window.parts.taste, window.session
        write_taste(taste_path(), KeptTaste(LearnedTaste({"leap": 0.5}, 8, 6), 0.9))
        qtbot.waitUntil(lambda: session.taste.is_used, timeout=PATIENCE_MS)
        good = window.parts.transport.buttons["good"]
        qtbot.waitUntil(
            lambda: good.toolTip().endswith("Taste: learned from 14 marks"), timeout=PATIENCE_MS
        )
        lessons.forget.trigger()
        qtbot.waitUntil(lambda: not session.taste.is_used, timeout=PATIENCE_MS)
        assert session.taste.good == 0
    (journal,) = sessions_folder().glob("*.jsonl")
    taken_up = [line for line in journal.read_text().splitlines() if '"type":"taste"' in line]
    assert ['"good":8' in line for line in taken_up] == [True, False]


def exchange(qtbot: QtBot, window: MainWindow, pitch: int) -> None:
    """Play three keys on the screen and hear the answer out."""
    session, before = window.session, window.session.answer
    for step in (0, 2, 4):
        window.client.send(PlayNote(pitch + step, 90))
        QTest.qWait(30)
        window.client.send(PlayNote(pitch + step, 0))
    qtbot.waitUntil(
        lambda: session.answer == before + 1 and session.turn == "listening", timeout=PATIENCE_MS
    )


def test_thumbs_pressed_after_answers_are_learned_from_in_the_background(qtbot: QtBot) -> None:
    knobs = {"turn_gap": 0.1, "turn_gap_adaptive": False, "answer_length": "2 notes"}
    with window_over_engine(qtbot, Settings(params=knobs)) as window:
        told: list[str] = []
        window.parts.taste.told.connect(lambda line, _is_good: told.append(line))
        for number in range(2 * FEWEST):
            exchange(qtbot, window, 48 + number)
            window.parts.transport.buttons["good" if number % 2 else "bad"].click()
        qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
        # The scripted mind always says the same, so there is no rule to be found.
        assert told[-1] == "Taste: no rule found in 8 marks, so nothing changes"
