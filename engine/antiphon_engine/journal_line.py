"""Each entry of a journal as one line of JSON, and back.

Times survive the way to text and back exactly, so that a replay can be exact. Knows nothing
of files.
"""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any, get_args

from antiphon_engine.core.events import Control, Happening, MidiEvent, NoteOff, NoteOn, TurnChange
from antiphon_engine.journal_entry import (
    Command,
    CommandName,
    Counts,
    End,
    Entry,
    Heard,
    Learned,
    Rated,
    Recovered,
    Sent,
    Session,
    TookUpTaste,
)
from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Source
from antiphon_models.learned_taste import LearnedTaste

VERSION = 1
COMMANDS: tuple[CommandName, ...] = get_args(CommandName)

_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def encode(entry: Session | Entry) -> str:
    """Return `entry` as one line of JSON without its line end."""
    return _encode(_record(entry))


def _record(entry: Session | Entry) -> dict[str, Any]:
    match entry:
        case Heard(event):
            return {"type": "heard", **_event_record(event)}
        case Sent(TurnChange(time, turn, answer)):
            return {"type": "turn", "time": time, "turn": turn, "answer": answer}
        case Sent(event):
            return {"type": "sent", **_event_record(event)}
        case Command(time, name, changes):
            told = {"changes": dict(changes)} if changes else {}
            return {"type": "command", "time": time, "command": name, **told}
        case Session():
            return _session_record(entry)
    return _rare_record(entry)


def _rare_record(entry: Learned | Rated | TookUpTaste | Counts | End | Recovered) -> dict[str, Any]:
    match entry:
        case Learned(time, piece_id, part, name):
            return {"type": "learned", "time": time, "id": piece_id, "part": part, "name": name}
        case Rated(time, answer, is_good):
            return {"type": "rated", "time": time, "answer": answer, "is_good": is_good}
        case TookUpTaste():
            return _taste_record(entry)
        case Counts(time, counts):
            return {"type": "counts", "time": time, "counts": dict(counts)}
        case Recovered(take):
            return {"type": "recovered", "take": take}
    return {"type": "end", "time": entry.time}


def _taste_record(entry: TookUpTaste) -> dict[str, Any]:
    taste = entry.taste
    marks = {"good": taste.good, "bad": taste.bad}
    return {"type": "taste", "time": entry.time, **marks, "weights": dict(taste.weights)}


def _session_record(session: Session) -> dict[str, Any]:
    return {
        "type": "session",
        "version": VERSION,
        "antiphon": session.antiphon,
        "started": session.started,
        "seed": session.seed,
        "model": session.model,
        "params": dict(session.params),
        "inputs": list(session.inputs),
        **({"voices": dict(session.voices)} if session.voices else {}),
    }


def _event_record(event: Happening) -> dict[str, Any]:
    match event:
        case NoteOn(time, channel, pitch, velocity, source):
            record = {"event": "on", "time": time, "channel": channel, "pitch": pitch}
            record["velocity"] = velocity
            return record if source is None else {**record, "source": _source_record(source)}
        case NoteOff(time, channel, pitch):
            return {"event": "off", "time": time, "channel": channel, "pitch": pitch}
        case Control(time, channel, number, value):
            shared = {"event": "control", "time": time, "channel": channel}
            return {**shared, "number": number, "value": value}
        case TurnChange():
            raise TypeError("a turn is not a MIDI event")


def _source_record(source: Source) -> dict[str, Any]:
    # float: a network may hand over a number of NumPy's, which JSON does not know.
    record: dict[str, Any] = {"kind": source.kind, "probability": float(source.probability)}
    if source.kind == "motif":
        record["position"] = source.position
        record["onset"] = source.onset
        record["match_length"] = source.match_length
        record["transposition"] = source.transposition
        if source.piece:
            record["piece"] = source.piece
    return record


def decode(line: bytes) -> Session | Entry:
    """Return the entry that `line` says; ValueError tells why it says none."""
    record = _parsed(line)
    decoder = _DECODERS.get(str(record.get("type")))
    if decoder is None:
        raise ValueError(f"there is no entry of type {record.get('type')!r:.40}")
    return decoder(record)


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this is not JSON") from None
    if not isinstance(record, dict):
        raise ValueError("this is not a JSON object")
    return record


def _session(record: dict[str, Any]) -> Session:
    if record.get("version") != VERSION:
        raise ValueError(
            f"it has format version {record.get('version')!r:.20}, and this program reads "
            f"{VERSION}; use the version of Antiphon that wrote it"
        )
    params = _mapping(record, "params")
    changed(Params(), params)
    inputs = record.get("inputs", [])
    if not isinstance(inputs, list) or not all(isinstance(name, str) for name in inputs):
        raise ValueError("'inputs' is not a list of names")
    words = [_text(record, key) for key in ("model", "started", "antiphon")]
    voices = _mapping(record, "voices") if "voices" in record else {}
    voices = {style: _text(voices, style) for style in voices}
    seed = _integer(record, "seed")
    return Session(seed, words[0], params, words[1], words[2], tuple(inputs), voices)


def _event(record: dict[str, Any]) -> MidiEvent:
    time, channel = _time(record), _whole(record, "channel", 15)
    match record.get("event"):
        case "on":
            pitch, velocity = _whole(record, "pitch"), _whole(record, "velocity")
            if velocity == 0:
                raise ValueError("'velocity' 0 is no note-on")
            return NoteOn(time, channel, pitch, velocity, _source(record))
        case "off":
            return NoteOff(time, channel, _whole(record, "pitch"))
        case "control":
            return Control(time, channel, _whole(record, "number"), _whole(record, "value"))
    raise ValueError(f"there is no event {record.get('event')!r:.40}")


def _source(record: dict[str, Any]) -> Source | None:
    if "source" not in record:
        return None
    source = _mapping(record, "source")
    probability = _number(source, "probability")
    if source.get("kind") == "network":
        return Source("network", probability)
    if source.get("kind") != "motif":
        raise ValueError(f"there is no source {source.get('kind')!r:.40}")
    return Source(
        "motif",
        probability,
        position=_integer(source, "position"),
        onset=_number(source, "onset"),
        match_length=_integer(source, "match_length"),
        transposition=_integer(source, "transposition"),
        piece=_text(source, "piece") if "piece" in source else "",
    )


def _command(record: dict[str, Any]) -> Command:
    name = record.get("command")
    if name not in COMMANDS:
        raise ValueError(f"there is no command {name!r:.40}")
    changes = _mapping(record, "changes") if "changes" in record else {}
    changed(Params(), changes)
    return Command(_time(record), name, changes)


def _learned(record: dict[str, Any]) -> Learned:
    part = _integer(record, "part")
    if part < 0:
        raise ValueError("'part' is below 0")
    return Learned(_time(record), _text(record, "id"), part, _text(record, "name"))


def _rated(record: dict[str, Any]) -> Rated:
    is_good = record.get("is_good")
    if not isinstance(is_good, bool):
        raise ValueError("'is_good' is neither true nor false")
    return Rated(_time(record), _integer(record, "answer"), is_good)


def _took_up_taste(record: dict[str, Any]) -> TookUpTaste:
    told = _mapping(record, "weights")
    weights = {name: _number(told, name) for name in told}
    return TookUpTaste(
        _time(record), LearnedTaste(weights, _integer(record, "good"), _integer(record, "bad"))
    )


def _counts(record: dict[str, Any]) -> dict[str, int]:
    counts = _mapping(record, "counts")
    return {kind: _integer(counts, kind) for kind in counts}


def _mapping(record: dict[str, Any], key: str) -> dict[str, Any]:
    value = record.get(key)
    if not isinstance(value, dict):
        raise ValueError(f"'{key}' is not a JSON object")
    return value


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise ValueError(f"'{key}' is not a text")
    return value


def _integer(record: dict[str, Any], key: str) -> int:
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"'{key}' is not a whole number")
    return value


def _whole(record: dict[str, Any], key: str, highest: int = 127) -> int:
    value = _integer(record, key)
    if not 0 <= value <= highest:
        raise ValueError(f"'{key}' is not within 0 to {highest}")
    return value


def _number(record: dict[str, Any], key: str) -> float:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"'{key}' is not a number")
    if abs(value) > 1e15 or not math.isfinite(value):
        raise ValueError(f"'{key}' is not a number within reach")
    return float(value)


def _time(record: dict[str, Any]) -> float:
    return _number(record, "time")


def _turn(record: dict[str, Any]) -> TurnChange:
    return TurnChange(_time(record), _text(record, "turn"), _integer(record, "answer"))


_DECODERS: Mapping[str, Callable[[dict[str, Any]], Session | Entry]] = {
    "session": _session,
    "heard": lambda record: Heard(_event(record)),
    "sent": lambda record: Sent(_event(record)),
    "turn": lambda record: Sent(_turn(record)),
    "command": _command,
    "learned": _learned,
    "rated": _rated,
    "taste": _took_up_taste,
    "counts": lambda record: Counts(_time(record), _counts(record)),
    "end": lambda record: End(_time(record)),
    "recovered": lambda record: Recovered(_text(record, "take")),
}
