from pathlib import Path

from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.journal import JournalWriter
from antiphon_engine.journal_entry import Command, Heard, Rated, Sent, Session
from antiphon_engine.journal_line import encode
from antiphon_engine.journal_summary import summary_of
from antiphon_engine.take_listing import listed, thumbnail


def lines(*events: MidiEvent) -> bytes:
    return "\n".join(encode(Heard(event)) for event in events).encode()


def test_a_thumbnail_tells_the_parts_apart() -> None:
    content = lines(NoteOn(0.5, 0, 60, 90)) + b"\n" + encode(Sent(NoteOn(0.6, 0, 60, 9))).encode()
    assert thumbnail(content + b"\n" + lines(NoteOff(0.7, 0, 60)), 2.0) == [
        [0.5, 0.2, 60, True],
        [0.6, 1.4, 60, False],
    ]


def test_a_long_session_is_thinned_evenly() -> None:
    notes = thumbnail(lines(*(NoteOn(float(n), 0, n % 128, 90) for n in range(1000))), 1000.0)
    assert len(notes) == 400
    assert [notes[0][0], notes[200][0], notes[399][0]] == [0.0, 500.0, 997.0]


def test_the_last_word_on_an_answer_and_on_a_knob_holds(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", Session(1, "m", {"register": 3}, "", "0.1.0"))
    for entry in (
        Rated(1.0, 2, is_good=True),
        Command(1.0, "set_params", {"temperature": 2.0}),
        Command(2.0, "set_params", {"temperature": 3.0, "mode": "duet"}),
        Rated(2.0, 1, is_good=True),
        Rated(3.0, 2, is_good=False),
    ):
        writer.append(entry)
    writer.close(4.0)
    row = listed(summary_of(writer.path))
    assert row["thumbs"] == [[1, True], [2, False]]
    assert row["params"] == {"register": 3, "temperature": 3.0, "mode": "duet"}
