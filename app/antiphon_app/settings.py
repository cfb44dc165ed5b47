"""What the window remembers from one day to the next, as one JSON file with a version.

Knows the file and what fits into it; where the window stood on the screen is Qt's affair.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from antiphon_engine.errors import UserError
from antiphon_engine.messages import ControlMap, Scalar
from antiphon_engine.new_file import free_path, write_new_file
from antiphon_engine.params import ParamError, Params, changed, differences
from antiphon_engine.paths import settings_folder

FORMAT = 1
FILE = "settings.json"
_LARGEST = 256 * 1024
_THEMES = ("system", "dark", "light")
_NAME = (str, type(None))
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "theme": str,
    "input": _NAME,
    "output": _NAME,
    "preset": str,
    "params": dict,
    "controls": list,
    "lowest_key": (int, type(None)),
    "highest_key": (int, type(None)),
    "is_sound_on": bool,
    "is_keyboard_shown": bool,
    "is_more_shown": bool,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The musician's choices; `input` and `output` None are Antiphon's own ports.

    Keys None follow what is played.
    """

    theme: Literal["system", "dark", "light"] = "system"
    input: str | None = None
    output: str | None = None
    preset: str = ""
    params: Mapping[str, Scalar] = field(default_factory=dict)
    controls: tuple[ControlMap, ...] = ()
    lowest_key: int | None = None
    highest_key: int | None = None
    is_sound_on: bool = False
    is_keyboard_shown: bool = True
    is_more_shown: bool = False


def load() -> tuple[Settings, str]:
    """Return the settings, and in one line what was wrong with the file, "" if nothing.

    A file that cannot be read is set aside, never overwritten.
    """
    path = settings_folder() / FILE
    try:
        text = path.read_bytes()[:_LARGEST].decode()
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), _set_aside(path, str(error))
    try:
        return parsed(json.loads(text)), ""
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return Settings(), _set_aside(path, str(error))


def save(settings: Settings) -> str:
    """Write the settings; return in one line why they could not be, "" if they were."""
    written = {"format": FORMAT, **asdict(settings)}
    content = json.dumps(written, indent=1, ensure_ascii=False).encode()
    try:
        write_new_file(settings_folder() / FILE, content, may_replace=True)
    except UserError as error:
        return f"settings are not kept: {error}"
    return ""


def parsed(table: object) -> Settings:
    """Return the settings in `table`; ValueError where it is of another version or kind."""
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        raise ValueError(f"this version reads format {FORMAT}")
    known = {key.name: table[key.name] for key in fields(Settings) if key.name in table}
    for name, value in known.items():
        if not isinstance(value, _KINDS[name]):
            raise ValueError(f"{name} does not fit")
    if known.get("theme", "system") not in _THEMES:
        raise ValueError("theme is one of " + ", ".join(_THEMES))
    known["params"] = _params(known.get("params", {}))
    known["controls"] = _controls(known.get("controls", []))
    return Settings(**known)


def _params(table: Mapping[str, object]) -> dict[str, Scalar]:
    """Return the knobs that this version has; others are left out, as a newer one may have more."""
    params = Params()
    for name, value in table.items():
        try:
            params = changed(params, {name: value})
        except ParamError:
            continue
    return differences(params)


def _controls(rows: list[dict[str, Any]]) -> tuple[ControlMap, ...]:
    return tuple(
        ControlMap(str(row["param"]), int(row["channel"]), int(row["number"])) for row in rows
    )


def _set_aside(path: Path, reason: str) -> str:
    aside = free_path(path.with_name("settings (unreadable).json"))
    try:
        path.rename(aside)
    except OSError:
        return f"settings: {path.name} cannot be read ({reason}); the defaults are used"
    return f"settings: {path.name} could not be read and is now '{aside.name}'; defaults are used"
