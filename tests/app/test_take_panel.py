import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import mido
import pytest
from PyQt6.QtCore import QRectF, Qt, QUrl
from PyQt6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from antiphon_app.practice_sound import PracticeSound
from antiphon_app.replay import ReplayNote
from antiphon_app.session import Session
from antiphon_app.take import preset_name, read_facts, read_music, session_of, thinned
from antiphon_app.take_library import Part
from antiphon_app.take_list import ABOUT, SESSION, minutes
from antiphon_app.take_panel import TakePanel
from antiphon_app.take_shelf import ShelfError, TakeShelf
from antiphon_app.take_thumbnail import note_bars
from antiphon_app.theme import DARK
from antiphon_engine import paths
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn, TurnChange
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Heard as HeardEntry
from antiphon_engine.journal_entry import Rated, Sent
from antiphon_engine.journal_entry import Session as SessionEntry
from antiphon_engine.messages import Health, Heard, Heartbeat, Ready, TakeSaved
from antiphon_engine.presets import read
from antiphon_engine.recorder import Take, take_bytes
from sound_library import needs_miniaudio

PATIENCE = 30_000
NAME = "2026-01-02 10.00.00"
PLAYER: list[MidiEvent] = [NoteOn(0.5, 0, 60, 90), NoteOff(1.0, 0, 60)]
MACHINE: list[MidiEvent] = [NoteOn(1.5, 1, 67, 80), NoteOff(2.0, 1, 67)]


def take_file(name: str, at: float = 0.0) -> Path:
    path = paths.takes_folder() / f"{name}.mid"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(take_bytes(Take(PLAYER, MACHINE, end=2.5)))
    when = datetime(2026, 1, 2, 10, 0).timestamp() + at
    os.utime(path, (when, when))
    return path


def live_session() -> Path:
    """A journal of two exchanges, the second a good minute after the first."""
    path = paths.sessions_folder() / f"{NAME}.jsonl"
    knobs = read("nocturne").knobs
    started = "2026-01-02T10:00:00+01:00"
    writer = JournalWriter(path, SessionEntry(1, "scripted", dict(knobs), started, "0.1.0"))
    for answer, begin in ((1, 0.0), (2, 400.0)):
        writer.append(HeardEntry(NoteOn(begin + 0.5, 0, 60, 90)))
        writer.append(HeardEntry(NoteOff(begin + 1.0, 0, 60)))
        writer.append(Sent(TurnChange(begin + 1.5, "answering", answer)))
        writer.append(Sent(NoteOn(begin + 1.5, 1, 67, 80)))
        writer.append(Sent(NoteOff(begin + 2.0, 1, 67)))
        writer.append(Sent(TurnChange(begin + 2.0, "listening", answer)))
    writer.append(Rated(402.0, 1, True))
    writer.close(402.5)
    return path


def notes_in(path: Path) -> list[tuple[str, float, int]]:
    """Return (track, onset, pitch) as a reader that is not ours finds them."""
    found = []
    for track in mido.MidiFile(path).tracks[1:]:
        tick = 0
        for message in track:
            tick += message.time
            if message.type == "note_on" and message.velocity:
                found.append((track.name, tick / 960, message.note))
    return found


@pytest.fixture
def session() -> Session:
    session = Session()
    session.apply(Ready(1, str(paths.sessions_folder() / f"{NAME}.jsonl"), "note_stream"))
    session.apply(Heartbeat(Health(notes_heard=2, notes_played=1), 75.0))
    session.apply(Heard(70.0, 60, 90, 0))
    return session


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> Iterator[TakePanel]:
    panel = TakePanel(session, lambda command: None, DARK, PracticeSound(session, backend="NULL"))
    qtbot.addWidget(panel)
    panel.resize(360, 640)
    yield panel
    panel.library.close()


def shown(panel: TakePanel, qtbot: QtBot) -> None:
    panel.show()
    takes = panel.library.takes
    qtbot.waitUntil(
        lambda: not panel.library.is_busy and all(e.music for e in takes.entries), timeout=PATIENCE
    )


def names(panel: TakePanel) -> list[str]:
    return [entry.file.path.stem for entry in panel.library.takes.entries]


# The panel.


def test_it_says_that_it_is_always_recording_how_long_and_how_much(panel: TakePanel) -> None:
    panel.refresh()
    assert panel._recording.text() == "Always recording  ·  1:15"
    assert panel._counts.text() == "Notes: 2 yours, 1 Antiphon’s"


def test_without_takes_it_says_how_to_get_one(panel: TakePanel, qtbot: QtBot) -> None:
    shown(panel, qtbot)
    said = panel.view.currentWidget()
    assert isinstance(said, QLabel)
    assert "press “Last exchange”" in said.text()
    assert not any(action.isEnabled() for action in panel.view.actions_on_take)


def test_takes_are_listed_latest_first_with_length_preset_answers_and_thumbs(
    panel: TakePanel, qtbot: QtBot
) -> None:
    live_session()
    take_file(f"{NAME} exchange", 10.0)
    take_file("Somebody else's", 20.0)
    shown(panel, qtbot)
    assert names(panel) == ["Somebody else's", f"{NAME} exchange"]
    takes = panel.library.takes
    assert takes.index(1).data(ABOUT).startswith("0:02 · ")
    assert takes.index(1).data(SESSION) == "Nocturne · 2 answers · +1 −0"
    assert takes.index(0).data(SESSION) == ""
    assert [takes.index(row).data() for row in (0, 1)] == ["Somebody else's", "Exchange"]
    assert "1 liked, 0 not" in takes.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_the_last_exchange_is_saved_as_a_midi_file(panel: TakePanel, qtbot: QtBot) -> None:
    live_session()
    shown(panel, qtbot)
    with qtbot.waitSignal(panel.library.saved, timeout=PATIENCE):
        panel.save()
    assert panel.message.text() == f"Saved “{NAME} exchange”"
    saved = paths.takes_folder() / f"{NAME} exchange.mid"
    assert panel.view.chosen() == saved
    assert notes_in(saved) == [("Player", 0.0, 60), ("Antiphon", 1.0, 67)]


def test_all_and_the_last_minutes_are_saved_beside_what_is_there(
    panel: TakePanel, qtbot: QtBot
) -> None:
    live_session()
    shown(panel, qtbot)
    parts: tuple[Part, ...] = ("all", "minutes", "minutes")
    for part in parts:
        with qtbot.waitSignal(panel.library.saved, timeout=PATIENCE):
            panel.save(part)
    folder = paths.takes_folder()
    assert len(notes_in(folder / f"{NAME} so far.mid")) == 4
    assert len(notes_in(folder / f"{NAME} last 5 min.mid")) == 2
    assert (folder / f"{NAME} last 5 min 2.mid").exists()


def test_saving_before_a_note_was_played_says_what_to_do(qtbot: QtBot) -> None:
    session = Session()
    panel = TakePanel(session, lambda command: None, DARK, PracticeSound(session))
    qtbot.addWidget(panel)
    panel.save()
    assert panel.message.text() == "Nothing has been played yet: play, then save."
    panel.library.close()


def test_what_the_command_refuses_is_said_in_one_line(panel: TakePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.library.said, timeout=PATIENCE):
        panel.save()
    qtbot.waitUntil(lambda: not panel.message.text().endswith("…"), timeout=PATIENCE)
    assert "no session" in panel.message.text()
    assert "\n" not in panel.message.text()


def test_a_take_that_the_engine_saved_appears(
    panel: TakePanel, qtbot: QtBot, session: Session
) -> None:
    shown(panel, qtbot)
    session.apply(TakeSaved(str(take_file(NAME))))
    panel.refresh()
    assert names(panel) == [NAME]


def test_a_take_is_renamed_where_it_stands(panel: TakePanel, qtbot: QtBot) -> None:
    live_session()
    take_file(f"{NAME} exchange")
    shown(panel, qtbot)
    panel.view.choose(paths.takes_folder() / f"{NAME} exchange.mid")
    panel.view.rename.trigger()
    editor = panel.view.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText("The one with the turn")
    qtbot.keyClick(editor, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: names(panel) == ["The one with the turn"], timeout=PATIENCE)
    assert [path.name for path in paths.takes_folder().glob("*.mid")] == [
        "The one with the turn.mid"
    ]
    panel.library.rescan()
    qtbot.waitUntil(lambda: not panel.library.is_busy, timeout=PATIENCE)
    assert panel.library.takes.index(0).data(SESSION).startswith("Nocturne")


def test_a_name_that_is_taken_is_refused(panel: TakePanel, qtbot: QtBot) -> None:
    take_file("One")
    take_file("Two", 1.0)
    shown(panel, qtbot)
    takes = panel.library.takes
    assert not takes.setData(takes.index(0), "One")
    assert panel.message.text() == "There is a take “One” already; choose another name"
    assert names(panel) == ["Two", "One"]


def test_a_deleted_take_comes_back_with_undo(panel: TakePanel, qtbot: QtBot) -> None:
    content = take_file("Keep me").read_bytes()
    shown(panel, qtbot)
    panel.view.choose(paths.takes_folder() / "Keep me.mid")
    panel.view.remove.trigger()
    assert names(panel) == []
    assert panel.message.text() == "Deleted “Keep me”"
    panel.undo.click()
    assert names(panel) == ["Keep me"]
    assert (paths.takes_folder() / "Keep me.mid").read_bytes() == content
    assert panel.undo.isHidden()


def test_without_undo_a_deleted_take_is_gone_when_the_window_closes(
    panel: TakePanel, qtbot: QtBot
) -> None:
    path = take_file("Drop me")
    shown(panel, qtbot)
    panel.library.remove(path)
    panel.library.close()
    assert list(paths.takes_folder().rglob("*.mid")) == []


def test_a_take_is_dragged_out_as_its_file_again_and_again(panel: TakePanel, qtbot: QtBot) -> None:
    path = take_file("Drag me")
    shown(panel, qtbot)
    takes = panel.library.takes
    for _ in range(3):
        assert takes.mimeData([takes.index(0)]).urls() == [QUrl.fromLocalFile(str(path))]
    assert takes.supportedDragActions() == Qt.DropAction.CopyAction
    assert path.exists()


@needs_miniaudio
def test_a_take_is_played_again_and_stopped(panel: TakePanel, qtbot: QtBot) -> None:
    path = take_file("Play me")
    shown(panel, qtbot)
    sound = panel._sound
    panel.view.choose(path)
    panel.view.play.trigger()
    assert panel.view.play.text() == "Stop"

    def sounds() -> bool:
        sound.refresh()
        panel.refresh()
        return sound.synth.sounding() > 0

    qtbot.waitUntil(sounds, timeout=PATIENCE)
    panel.view.play.trigger()
    assert not sound.replay.is_playing
    assert panel.view.play.text() == "Play"


def test_notation_without_its_library_says_what_to_install(panel: TakePanel, qtbot: QtBot) -> None:
    try:
        import music21  # noqa: F401, PLC0415

        pytest.skip("music21 is installed")
    except ImportError:
        pass
    live_session()
    path = take_file(NAME)
    shown(panel, qtbot)
    panel.library.notate(path)
    qtbot.waitUntil(lambda: "pip install" in panel.message.text(), timeout=PATIENCE)


def test_a_file_that_is_no_midi_is_shown_as_such(panel: TakePanel, qtbot: QtBot) -> None:
    path = take_file("Torn")
    path.write_bytes(b"no music")
    shown(panel, qtbot)
    takes = panel.library.takes
    assert takes.index(0).data(ABOUT) == "cannot be shown"
    assert "is not a MIDI file" in takes.index(0).data(SESSION)
    panel.view.choose(path)
    assert not panel.view.play.isEnabled()
    assert panel.view.remove.isEnabled()


# What it is made of.


def test_a_take_is_read_as_notes_of_both() -> None:
    music = read_music(take_file("One"))
    assert music.notes == (
        ReplayNote(0.5, 0.5, 60, 90, True),
        ReplayNote(1.5, 0.5, 67, 80, False),
    )
    assert music.length == 2.0


def test_a_long_take_is_thinned_for_its_thumbnail() -> None:
    notes = [ReplayNote(float(n), 0.5, 60, 90, True) for n in range(1750)]
    sketch = thinned(notes)
    assert (len(sketch), sketch[0].onset, sketch[-1].onset) == (500, 3.0, 1749.0)
    assert thinned(notes[:3]) == tuple(notes[:3])
    assert thinned([]) == ()


def test_a_take_in_which_only_one_played_is_no_fault() -> None:
    path = take_file("Alone")
    path.write_bytes(take_bytes(Take(PLAYER, [], end=2.5)))
    assert [note.pitch for note in read_music(path).notes] == [60]
    assert read_music(path).trouble == ""


def test_a_preset_is_known_by_its_knobs() -> None:
    assert preset_name(read("daring").knobs) == "Daring"
    assert preset_name({**read("daring").knobs, "tempo_bpm": 77.0}) == "Daring"
    assert preset_name({"temperature": 9.99}) == ""
    assert preset_name({"no such knob": 1}) == ""


def test_a_listing_that_is_none_says_nothing() -> None:
    assert read_facts("antiphon: no session") == {}
    assert read_facts('[{"name": "a"}]') == {}


def test_a_take_belongs_to_the_session_that_its_first_name_begins_with() -> None:
    assert session_of("a 1 exchange", ["a", "a 1", "b"]) == "a 1"
    assert session_of("c", ["a", "b"]) == ""


@pytest.mark.parametrize("name", ["", "  ", ".hidden", "a/b", "a\\b", "what?", ".mid"])
def test_names_that_no_file_can_have_are_refused(name: str) -> None:
    path = take_file("One")
    with pytest.raises(ShelfError, match="cannot be a file's name"):
        TakeShelf(paths.takes_folder()).rename(path, name)
    assert path.exists()


def test_what_a_crash_left_aside_comes_back() -> None:
    shelf = TakeShelf(paths.takes_folder())
    shelf.remove(take_file("One"))
    take_file("One", 5.0)
    TakeShelf(paths.takes_folder()).restore_left_aside()
    assert sorted(take.path.stem for take in shelf.takes()) == ["One", "One 2"]


def test_a_thumbnail_holds_both_parts_in_their_place() -> None:
    notes = [ReplayNote(0.0, 1.0, 60, 90, True), ReplayNote(1.0, 1.0, 78, 90, False)]
    player, machine = note_bars(QRectF(0, 0, 100, 38), notes)
    assert player == [QRectF(0, 36, 50, 2)]
    assert machine == [QRectF(50, 0, 50, 2)]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0, "0:00"), (75.4, "1:15"), (3599.6, "1:00:00"), (7262.0, "2:01:02")]
)
def test_lengths_are_said_as_musicians_say_them(seconds: float, text: str) -> None:
    assert minutes(seconds) == text
