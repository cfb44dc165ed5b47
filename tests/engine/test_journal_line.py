import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.core.events import NoteOn, TurnChange
from antiphon_engine.journal_entry import (
    Command,
    CommandName,
    End,
    Entry,
    Heard,
    Learned,
    Rated,
    Sent,
    TookUpTaste,
)
from antiphon_engine.journal_line import decode, encode
from antiphon_models.improviser import Source
from antiphon_models.learned_taste import LearnedTaste


def test_entries_are_plain_lines_of_json() -> None:
    motif = Source("motif", 0.25, position=3, onset=1.5, match_length=4, transposition=-2)
    lines = [
        encode(Heard(NoteOn(0.1, 0, 60, 90))),
        encode(Sent(NoteOn(0.2, 1, 67, 80, motif))),
        encode(Sent(TurnChange(0.7, "answering", 1))),
        encode(Command(0.4, "set_params", {"mode": "duet"})),
    ]
    assert lines == [
        '{"type":"heard","event":"on","time":0.1,"channel":0,"pitch":60,"velocity":90}',
        '{"type":"sent","event":"on","time":0.2,"channel":1,"pitch":67,"velocity":80,'
        '"source":{"kind":"motif","probability":0.25,"position":3,"onset":1.5,'
        '"match_length":4,"transposition":-2}}',
        '{"type":"turn","time":0.7,"turn":"answering","answer":1}',
        '{"type":"command","time":0.4,"command":"set_params","changes":{"mode":"duet"}}',
    ]


@pytest.mark.parametrize("name", get_args(CommandName))
def test_every_command_survives(name: CommandName) -> None:
    assert decode(encode(Command(1.5, name)).encode()) == Command(1.5, name)


def test_what_was_learned_survives_with_its_name() -> None:
    learned: Entry = Learned(1.5, "391a082b0f", 3, "Blåtoner.mid")
    line = encode(learned)
    assert line == (
        '{"type":"learned","time":1.5,"id":"391a082b0f","part":3,"name":"Bl\\u00e5toner.mid"}'
    )
    assert decode(line.encode()) == learned
    with pytest.raises(ValueError, match="'part' is below 0"):
        decode(line.replace('"part":3', '"part":-1').encode())


def test_a_note_from_a_taught_piece_names_it() -> None:
    sent: Entry = Sent(NoteOn(0.2, 1, 67, 80, Source("motif", 0.25, 3, 1.5, 4, -2, "Blue.mid")))
    line = encode(sent)
    assert line.endswith('"transposition":-2,"piece":"Blue.mid"}}')
    assert decode(line.encode()) == sent


def test_a_rating_survives_and_one_without_a_verdict_is_none() -> None:
    rated: Entry = Rated(1.5, 3, is_good=False)
    line = encode(rated)
    assert line == '{"type":"rated","time":1.5,"answer":3,"is_good":false}'
    assert decode(line.encode()) == rated
    with pytest.raises(ValueError, match="'is_good' is neither true nor false"):
        decode(b'{"type":"rated","time":1.5,"answer":3,"is_good":1}')


def test_a_taste_survives_exactly_and_one_that_is_no_number_is_none() -> None:
    taste: Entry = TookUpTaste(1.5, LearnedTaste({"leap": 0.1 + 0.2, "pace": -1e-7}, 8, 6))
    line = encode(taste)
    assert line == (
        '{"type":"taste","time":1.5,"good":8,"bad":6,'
        '"weights":{"leap":0.30000000000000004,"pace":-1e-07}}'
    )
    assert decode(line.encode()) == taste
    with pytest.raises(ValueError, match="'leap' is not a number"):
        decode(b'{"type":"taste","time":1.5,"good":1,"bad":1,"weights":{"leap":"x"}}')


@given(st.floats(min_value=0.0, max_value=1e15, allow_nan=False))
def test_times_survive_exactly(time: float) -> None:
    assert decode(encode(End(time)).encode()) == End(time)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_line_is_an_entry_or_a_value_error(line: bytes) -> None:
    try:
        decode(line)
    except ValueError:
        return


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
KEYS = ["time", "channel", "pitch", "velocity", "source", "turn", "answer", "seed", "params"]


@given(
    st.sampled_from(
        ["heard", "sent", "turn", "command", "rated", "taste", "counts", "end", "session"]
    ),
    st.sampled_from(["on", "off", "control"]),
    st.dictionaries(
        st.sampled_from([*KEYS, "changes", "command", "counts", "weights"]), json_values
    ),
)
def test_any_record_is_an_entry_or_a_value_error(
    kind: str, event: str, record: dict[str, object]
) -> None:

    try:
        decode(json.dumps({**record, "type": kind, "event": event, "version": 1}).encode())
    except ValueError:
        return
