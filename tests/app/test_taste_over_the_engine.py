"""Marks given in a real window on answers of a real engine are learned from, and taken up by it."""

from pytestqt.qtbot import QtBot

from antiphon_engine.paths import sessions_folder, taste_path
from antiphon_engine.taste_file import KeptTaste, write_taste
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
