from datetime import UTC, datetime
from pathlib import Path

import pytest

from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal import Journal, JournalWriter, read_journal
from antiphon_engine.journal_entry import Command, Learned, Session
from antiphon_engine.lesson import Lesson
from antiphon_engine.library import Library, lessons_of
from antiphon_engine.offline import Input, tell
from antiphon_engine.params import Params, changed, differences
from antiphon_engine.relearning import ForgottenError, everything_taught, recall
from antiphon_engine.replay import first_difference, replay
from antiphon_engine.session_start import load_mind
from songs import TUNE, write_song

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PARAMS = changed(Params(), {"motif_threshold": 1.0})
# The beginning of TUNE, played.
CALL: list[MidiEvent] = [
    event
    for number, pitch in enumerate((62, 65, 69, 68))
    for event in (
        NoteOn(1.0 + number / 4, 0, pitch, 80),
        NoteOff(1.2 + number / 4, 0, pitch),
    )
]


@pytest.fixture
def lessons(tmp_path: Path) -> list[Lesson]:
    """What there is to learn of a library with one piece."""
    library = Library(tmp_path / "library")
    piece, _ = library.teach(write_song(tmp_path / "Blue.mid", TUNE, "C3:4 G2"), NOON)
    return list(lessons_of(library.folder, piece, now=0.5))


@pytest.fixture
def journal(tmp_path: Path, lessons: list[Lesson]) -> Journal:
    """A session in which the piece was learned, used, forgotten and missed."""
    inputs: list[Input] = [*lessons, *CALL, Command(5.0, "unlearn")]
    inputs += [type(event)(event.time + 5.0, *_rest(event)) for event in CALL]
    writer = JournalWriter(
        tmp_path / "take.jsonl",
        Session(3, "shipped", differences(PARAMS), "2026-11-20T12:00:00+00:00", "0.1.0"),
    )
    performer = Performer(load_mind(), PARAMS, 3)
    for entry in tell(performer, [*inputs, Command(12.0, "release")]):
        writer.append(entry)
    writer.close(12.0)
    return read_journal(tmp_path / "take.jsonl")


def _rest(event: MidiEvent) -> tuple[int, ...]:
    assert isinstance(event, NoteOn | NoteOff)
    on = (event.velocity,) if isinstance(event, NoteOn) else ()
    return (event.channel, event.pitch, *on)


def pieces_played(journal: Journal) -> list[str]:
    sent = (getattr(entry, "event", None) for entry in journal.entries)
    return [event.source.piece for event in sent if isinstance(event, NoteOn) and event.source]


def test_a_session_that_was_taught_is_replayed_to_the_note(
    tmp_path: Path, journal: Journal
) -> None:
    assert "Blue.mid" in pieces_played(journal)
    learning = recall(journal.path, journal.entries, tmp_path / "library")
    assert first_difference(journal, replay(journal, load_mind(), learning)) is None


def test_a_piece_that_has_another_name_by_now_is_told_of_as_it_was(
    tmp_path: Path, journal: Journal
) -> None:
    library = Library(tmp_path / "library")
    library.remove(library.find("Blue.mid"))
    library.teach(write_song(tmp_path / "Renamed.mid", TUNE, "C3:4 G2"), NOON)
    learning = recall(journal.path, journal.entries, library.folder)
    assert first_difference(journal, replay(journal, load_mind(), learning)) is None


def test_a_piece_that_is_missing_is_named_in_one_line(tmp_path: Path, journal: Journal) -> None:
    library = Library(tmp_path / "library")
    piece = library.find("Blue.mid")
    library.remove(piece)
    with pytest.raises(ForgottenError) as refused:
        recall(journal.path, journal.entries, library.folder)
    assert str(refused.value) == (
        f"{journal.path}: was played with Blue.mid ({piece.id}), which the memory no longer has; "
        "teach it again with 'antiphon memory add'"
    )


def test_a_part_that_is_missing_is_missed(tmp_path: Path, lessons: list[Lesson]) -> None:
    learned = [Learned(1.0, lessons[0].piece_id, 2, "Blue.mid")]
    with pytest.raises(ForgottenError, match=r"Blue\.mid"):
        recall(tmp_path / "take.jsonl", learned, tmp_path / "library")


def test_an_id_leads_nowhere_but_into_the_library(tmp_path: Path, lessons: list[Lesson]) -> None:
    (tmp_path / "elsewhere").mkdir()
    learned = [Learned(1.0, f"../library/{lessons[0].piece_id}", 0, "Blue.mid")]
    with pytest.raises(ForgottenError):
        recall(tmp_path / "take.jsonl", learned, tmp_path / "elsewhere")


def test_everything_taught_is_learned_at_the_beginning(
    tmp_path: Path, lessons: list[Lesson]
) -> None:
    all_of_it = everything_taught(tmp_path / "library")
    assert [lesson.stretch for lesson in all_of_it] == [lesson.stretch for lesson in lessons]
    assert {lesson.time for lesson in all_of_it} == {0.0}
    assert everything_taught(tmp_path / "nowhere") == []
