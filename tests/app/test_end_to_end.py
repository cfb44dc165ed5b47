"""A musician without a keyboard: clicks keys, hears the answer in the DAW, keeps the take."""

from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from antiphon_engine.core.events import NoteOn
from antiphon_engine.midi_file import read_player_part
from jack_server import JackServer
from peers import daw
from window_driver import PATIENCE_MS, window_over_engine

PHRASE = [60, 62, 64, 65]
LEFT = Qt.MouseButton.LeftButton


def note_ons(take: Path, track: str) -> list[int]:
    return [e.pitch for e in read_player_part(take, track).events if isinstance(e, NoteOn)]


@pytest.mark.jack
def test_clicked_keys_are_answered_in_the_daw_and_the_take_holds_both(
    qtbot: QtBot, jack: JackServer, home: Path
) -> None:
    with window_over_engine(qtbot) as window, daw() as peer:
        for pitch in PHRASE:
            key = next(key for key in window.parts.keyboard.keys if key.pitch == pitch)
            place = QPoint(key.width() // 2, key.height() - 6)
            QTest.mousePress(key, LEFT, pos=place)
            QTest.qWait(80)
            QTest.mouseRelease(key, LEFT, pos=place)
        qtbot.waitUntil(lambda: len(peer.note_ons()) >= 2, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: window.session.turn == "listening", timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not peer.sounding(), timeout=PATIENCE_MS)

        window.actions_by_key.by_name["save"].trigger()
        takes = home / "takes"
        qtbot.waitUntil(lambda: bool(list(takes.glob("*.mid"))), timeout=PATIENCE_MS)
        take = next(takes.glob("*.mid"))
        assert note_ons(take, "Player") == PHRASE
        assert note_ons(take, "Antiphon") == peer.note_ons()
