"""Messages as bytes and back: one versioned JSON object a frame, checked field by field.

Knows JSON and dataclasses; knows neither what a message means nor how it travels.
"""

import json
import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from antiphon_engine.messages import Message, MessageError

VERSION = 1
# The largest thing said is a snapshot with a full port list, about 10 kB.
MAX_FRAME_BYTES = 256 * 1024

_TYPES: dict[str, type] = {kind.__name__: kind for kind in get_args(Message)}


def encode(message: Message) -> bytes:
    """Return `message` as one frame; MessageError if it would be too large to be taken."""
    body = {"v": VERSION, "type": type(message).__name__, **_plain(message)}
    frame = json.dumps(body, separators=(",", ":"), allow_nan=False).encode()
    if len(frame) > MAX_FRAME_BYTES:
        raise MessageError(f"a {body['type']} of {len(frame)} bytes is over {MAX_FRAME_BYTES}")
    return frame


def decode(frame: bytes) -> Message:
    """Return the message in `frame`; MessageError says what does not fit."""
    if len(frame) > MAX_FRAME_BYTES:
        raise MessageError(f"a frame of {len(frame)} bytes is over {MAX_FRAME_BYTES}")
    try:
        body = json.loads(frame, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise MessageError(f"not JSON: {error}") from None
    if not isinstance(body, dict) or body.pop("v", None) != VERSION:
        raise MessageError(f"not a message of version {VERSION}")
    kind = body.pop("type", None)
    if not isinstance(kind, str) or kind not in _TYPES:
        raise MessageError(f"{str(kind)[:40]!r} is not a kind of message")
    message: Message = _built(_TYPES[kind], body, kind)
    return message


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is not a number here")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


@cache
def _shape(kind: type) -> dict[str, tuple[Any, Field[Any]]]:
    hints = get_type_hints(kind)
    return {each.name: (hints[each.name], each) for each in fields(kind)}


def _built(kind: type, body: Any, where: str) -> Any:
    if not isinstance(body, dict):
        raise MessageError(f"{where} must be an object")
    shape = _shape(kind)
    for name in body:
        if name not in shape:
            raise MessageError(f"{where} has no field {str(name)[:40]!r}")
    values: dict[str, Any] = {}
    for name, (hint, declared) in shape.items():
        if name in body:
            values[name] = _checked(hint, body[name], f"{where}.{name}")
        elif declared.default is MISSING and declared.default_factory is MISSING:
            raise MessageError(f"{where} lacks {name}")
    try:
        return kind(**values)
    except ValueError as error:
        raise MessageError(f"{where}: {error}") from None


def _checked(hint: Any, value: Any, where: str) -> Any:
    """Return `value` as what `hint` says, lists as tuples; MessageError names `where`."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _checked_union(get_args(hint), value, where)
    if origin is tuple:
        return _checked_tuple(get_args(hint), value, where)
    if origin is Mapping:
        if not isinstance(value, dict):
            raise MessageError(f"{where} must be an object")
        item = get_args(hint)[1]
        return {key: _checked(item, each, where) for key, each in value.items()}
    if origin is Literal:
        if value not in get_args(hint):
            raise MessageError(f"{where} must be one of {get_args(hint)}")
        return value
    if is_dataclass(hint):
        return _built(hint, value, where)  # type: ignore[arg-type]
    return _checked_scalar(hint, value, where)


def _checked_union(options: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in options:
        return None
    concrete = [option for option in options if option is not type(None)]
    for option in concrete[:-1]:
        # Exact, so that True stays a bool and 3 an int where both are allowed.
        if type(value) is option:
            return _checked(option, value, where)
    if value is not None and type(value) in concrete:
        return _checked(type(value), value, where)
    return _checked(concrete[0], value, where)


def _checked_tuple(items: tuple[Any, ...], value: Any, where: str) -> Any:
    if not isinstance(value, list):
        raise MessageError(f"{where} must be a list")
    if len(items) == 2 and items[1] is Ellipsis:
        return tuple(_checked(items[0], each, where) for each in value)
    if len(value) != len(items):
        raise MessageError(f"{where} must hold {len(items)} values")
    return tuple(_checked(item, each, where) for item, each in zip(items, value, strict=True))


def _checked_scalar(hint: Any, value: Any, where: str) -> Any:
    if hint is float and type(value) is int:
        try:
            value = float(value)
        except OverflowError:
            raise MessageError(f"{where} is too large") from None
    if type(value) is not hint:
        raise MessageError(f"{where} must be {hint.__name__}, not {type(value).__name__}")
    if hint is float and not math.isfinite(value):
        raise MessageError(f"{where} is not finite")
    return value
