import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.frames import MAX_FRAME_BYTES, decode, encode
from antiphon_engine.messages import (
    ChoosePorts,
    ControlMap,
    Health,
    Heartbeat,
    Message,
    MessageError,
    Panic,
    Played,
    PlayNote,
    PortsChanged,
    SetParams,
    Snapshot,
    Start,
    Trouble,
)
from antiphon_models.improviser import Source

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.integers(-(2**53), 2**53) | NUMBERS | st.text(max_size=20) | st.booleans()
st.register_type_strategy(float, NUMBERS)
st.register_type_strategy(
    Source,
    st.builds(Source, st.sampled_from(["network", "motif"]), NUMBERS, st.integers(0, 9), NUMBERS),
)
st.register_type_strategy(
    PlayNote, st.builds(PlayNote, st.integers(0, 127), st.integers(0, 127), st.integers(0, 15))
)
st.register_type_strategy(
    ControlMap,
    st.builds(ControlMap, st.text(max_size=9), st.integers(0, 15), st.integers(0, 127)),
)
MESSAGES = st.one_of([st.from_type(kind) for kind in get_args(Message)])
JSON = st.recursive(
    st.none() | SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)


@given(MESSAGES)
def test_every_message_comes_back_as_it_went(message: Message) -> None:
    assert decode(encode(message)) == message


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_refused(frame: bytes) -> None:
    with pytest.raises(MessageError):
        decode(frame)


@given(
    st.sampled_from([kind.__name__ for kind in get_args(Message)]),
    st.dictionaries(st.sampled_from(["time", "pitch", "params", "text", "wires"]), JSON),
)
def test_json_that_is_no_message_is_refused_or_fits(kind: str, fields: dict[str, object]) -> None:
    try:
        message = decode(json.dumps({"v": 1, "type": kind, **fields}).encode())
    except MessageError:
        return
    assert decode(encode(message)) == message


def test_a_message_is_one_versioned_json_object() -> None:
    frame = encode(Played(1.5, 60, 100, 1, Source("motif", 0.5, 3, 0.25, 4, -2)))
    assert json.loads(frame) == {
        "v": 1,
        "type": "Played",
        "time": 1.5,
        "pitch": 60,
        "velocity": 100,
        "channel": 1,
        "source": {
            "kind": "motif",
            "probability": 0.5,
            "position": 3,
            "onset": 0.25,
            "match_length": 4,
            "transposition": -2,
            "piece": "",
        },
    }


def test_nested_messages_keep_their_tuples() -> None:
    ports = PortsChanged("JACK", "To Antiphon", None, wires=(("a:b", "c:d"),))
    snapshot = Snapshot(1.0, 2, "j", "listening", 0, {"mode": "duet"}, ports, Health(), ((1, 60),))
    assert decode(encode(snapshot)) == snapshot
    assert decode(encode(Heartbeat(Health(dropped={"sysex": 2})))) == Heartbeat(
        Health(dropped={"sysex": 2})
    )


def test_what_may_be_left_out_takes_its_default() -> None:
    assert decode(b'{"v":1,"type":"Start","seed":5}') == Start(seed=5)
    assert decode(b'{"v":1,"type":"Panic"}') == Panic()


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (b'{"v":2,"type":"Panic"}', "version 1"),
        (b'{"type":"Panic"}', "version 1"),
        (b'{"v":1,"type":"Explode"}', "'Explode' is not a kind of message"),
        (b'{"v":1,"type":["Panic"]}', "is not a kind of message"),
        (b'{"v":1,"type":"Panic","now":1}', "Panic has no field 'now'"),
        (b'{"v":1,"type":"Start"}', "Start lacks seed"),
        (b'{"v":1,"type":"Start","seed":true}', "Start.seed must be int, not bool"),
        (b'{"v":1,"type":"Start","seed":1.0}', "Start.seed must be int, not float"),
        (b'{"v":1,"type":"PlayNote","pitch":200,"velocity":1}', "pitch and velocity are 0 to 127"),
        (b'{"v":1,"type":"SetParams","changes":{"a":NaN}}', "NaN is not a number here"),
        (b'{"v":1,"type":"SetParams","changes":{"a":1e999}}', "not finite"),
        (b'{"v":1,"type":"SetParams","changes":{"a":null}}', "SetParams.changes"),
        (b'{"v":1,"type":"SetParams","changes":[]}', "SetParams.changes must be an object"),
        (b'{"v":1,"type":"ChoosePorts","input":5,"output":null}', "ChoosePorts.input must be str"),
        (b'{"v":1,"type":"Start","seed":1,"wires":[["a"]]}', "Start.wires must hold 2 values"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_refusal_says_what_does_not_fit(frame: bytes, why: str) -> None:
    with pytest.raises(MessageError, match=why.replace("[", r"\[")):
        decode(frame)


def test_whole_numbers_are_taken_where_seconds_are_meant() -> None:
    assert decode(b'{"v":1,"type":"TurnChanged","time":3,"turn":"listening","answer":0}')


def test_what_is_too_large_is_neither_sent_nor_read() -> None:
    with pytest.raises(MessageError, match="Trouble of 262"):
        encode(Trouble("x" * MAX_FRAME_BYTES))
    with pytest.raises(MessageError, match="is over 262144"):
        decode(b" " * (MAX_FRAME_BYTES + 1))


def test_a_switch_stays_a_switch_and_a_number_its_kind() -> None:
    changes = {"a": True, "b": 1, "c": 1.0, "d": "x"}
    decoded = decode(encode(SetParams(changes)))
    assert isinstance(decoded, SetParams)
    assert {name: type(value) for name, value in decoded.changes.items()} == {
        "a": bool,
        "b": int,
        "c": float,
        "d": str,
    }
    assert decode(encode(ChoosePorts(None, "Synth"))) == ChoosePorts(None, "Synth")
