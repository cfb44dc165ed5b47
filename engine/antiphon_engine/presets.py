"""Presets: musical characters as TOML files, shipped ones and the user's own.

Knows the file format and where presets are found; what a knob means and takes is in `params`.
"""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from antiphon_engine.errors import UserError
from antiphon_engine.new_file import write_new_file
from antiphon_engine.params import PARAMS, ParamError, Params, changed, differences
from antiphon_engine.paths import presets_folder

FORMAT = 1
SUFFIX = ".toml"
# What belongs to the room and not to the character: choosing a preset that does not name these
# leaves them as they are, and the character of a session is saved without them.
SETUP = frozenset({"tempo_bpm", "channel_in", "channel_out", "output_offset_ms"})
_KEYS = ("format", "name", "about", "params")
# A preset is a page of text; anything larger is some other file, and not worth reading.
_LARGEST = 64 * 1024

Value = float | int | str | bool


class PresetError(UserError):
    """A preset that cannot be found, read or written."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A character: `name` and `about` are one line each, `knobs` what differs from the defaults."""

    name: str
    about: str
    knobs: Mapping[str, Value]

    @property
    def params(self) -> Params:
        """The position of every knob."""
        return changed(Params(), self.knobs)


def preset_of(name: str, about: str, params: Params) -> Preset:
    """Return the preset that `params` make; PresetError if a text is not one line."""
    for key, text in (("name", name), ("about", about)):
        _one_line(text, key, "preset")
    return Preset(name, about, MappingProxyType(differences(params)))


def character(params: Params) -> Params:
    """Return `params` without the set-up of the room: what a musician means to save."""
    return changed(params, {name: PARAMS[name].default for name in SETUP})


def steps_to(preset: Preset, params: Params) -> dict[str, Value]:
    """Return the knobs to turn to get from `params` to `preset`; empty where it is there."""
    wanted = {
        name: preset.knobs.get(name, param.default)
        for name, param in PARAMS.items()
        if name not in SETUP or name in preset.knobs
    }
    return {name: value for name, value in wanted.items() if getattr(params, name) != value}


def load(name_or_path: str) -> Mapping[str, Value]:
    """Return the knobs that a preset turns: `read` without its texts."""
    return read(name_or_path).knobs


def read(name_or_path: str) -> Preset:
    """Return the preset of this name, the user's before a shipped one, or in this file.

    What ends in .toml or holds a folder is a file. PresetError names the file and the key.
    """
    path = Path(name_or_path)
    if path.suffix.lower() == SUFFIX or len(path.parts) > 1:
        return parse(_content(path, str(path)), str(path))
    file_name = _file_name(name_or_path)
    for folder in (presets_folder(), resources.files("antiphon_presets")):
        file = folder.joinpath(file_name)
        if file.is_file():
            return parse(_content(file, file_name), file_name)
    raise PresetError(
        f"presets: there is no '{name_or_path}'; choose one of {', '.join(names())}, or give a file"
    )


def names() -> list[str]:
    """Return the names under which `read` finds presets, the user's and the shipped, sorted."""
    return sorted({*own_names(), *shipped_names()})


def save(preset: Preset, may_replace: bool = False) -> Path:
    """Write `preset` to the user's folder and return the file.

    Raises UserError, with nothing changed, where it is there already and `may_replace` is false.
    """
    path = presets_folder() / _file_name(preset.name)
    write_new_file(path, written(preset).encode(), may_replace)
    return path


def key_of(name: str) -> str:
    """Return what `names` lists a preset of this name as: its file, letters and digits only.

    Raises PresetError where there are none.
    """
    words = "".join(char if char.isalnum() else " " for char in name.lower()).split()
    if not words:
        raise PresetError(f"presets: '{name}' is no name for a preset; use letters or digits")
    return "-".join(words)


def own_names() -> list[str]:
    """Return the names of the presets in the user's folder, sorted."""
    files = _files_in(presets_folder())
    return sorted(file.removesuffix(SUFFIX) for file in files if file.endswith(SUFFIX))


def shipped_names() -> list[str]:
    """Return the names of the presets that come with Antiphon, sorted."""
    files = _files_in(resources.files("antiphon_presets"))
    return sorted(file.removesuffix(SUFFIX) for file in files if file.endswith(SUFFIX))


def rename(preset: Preset, name: str) -> Preset:
    """Save the user's `preset` under another name, drop the old file and return the new preset.

    Raises UserError, with nothing changed, where that name is taken or is none.
    """
    renamed = preset_of(name, preset.about, preset.params)
    if _file_name(name) == _file_name(preset.name):
        save(renamed, may_replace=True)
        return renamed
    save(renamed)
    remove(preset.name)
    return renamed


def remove(name: str) -> None:
    """Delete the user's preset of this name; saving it again is the undo.

    Raises PresetError where there is none, or where it cannot be deleted.
    """
    file_name = _file_name(name)
    try:
        (presets_folder() / file_name).unlink()
    except OSError as error:
        reason = error.strerror or error
        raise PresetError(f"presets: {file_name}: cannot be deleted: {reason}") from None


def written(preset: Preset) -> str:
    """Return `preset` as TOML: the text that `parse` reads."""
    lines = [
        f"format = {FORMAT}",
        f"name = {_toml(preset.name)}",
        f"about = {_toml(preset.about)}",
        "",
        "[params]",
        *(f"{name} = {_toml(value)}" for name, value in preset.knobs.items()),
    ]
    return "\n".join(lines) + "\n"


def parse(content: bytes, file: str) -> Preset:
    """Return the preset written in `content`; PresetError names `file` and the key."""
    try:
        table = tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise PresetError(f"presets: {file}: is not text; choose a preset file") from None
    except (ValueError, RecursionError) as error:
        raise PresetError(f"presets: {file}: is not TOML: {_first_line(error)}") from None
    if table.get("format") != FORMAT or isinstance(table["format"], bool):
        found = f"has format {table['format']!r}" if "format" in table else "has no format"
        raise PresetError(f"presets: {file}: {found}; this version reads 'format = {FORMAT}'")
    _refuse_unknown(table, _KEYS, file)
    name, about = (_one_line(table.get(key), key, file) for key in ("name", "about"))
    return Preset(name, about, MappingProxyType(_knobs(table.get("params", {}), file)))


def _knobs(table: object, file: str) -> dict[str, Value]:
    if not isinstance(table, dict):
        raise PresetError(f"presets: {file}: params must be a table; write '[params]'")
    _refuse_unknown(table, PARAMS, file)
    try:
        return differences(changed(Params(), table))
    except ParamError as error:
        raise PresetError(f"presets: {file}: {_first_line(error)}") from None


def _refuse_unknown(table: Mapping[str, object], known: Iterable[str], file: str) -> None:
    known = list(known)
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            mend = f"did you mean '{close[0]}'?" if close else f"there are {', '.join(known)}"
            raise PresetError(f"presets: {file}: unknown key {key!r}; {mend}")


def _one_line(text: object, key: str, file: str) -> str:
    if not isinstance(text, str) or not text.strip() or not text.isprintable():
        raise PresetError(f"presets: {file}: {key} must be one line of text in quotes")
    return text


def _content(file: Path | Traversable, shown: str) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise PresetError(f"presets: {shown}: there is no such file; choose another") from None
    except OSError as error:
        reason = error.strerror or error
        raise PresetError(f"presets: {shown}: cannot be read: {reason}; choose another") from None
    if len(content) > _LARGEST:
        raise PresetError(f"presets: {shown}: is too large for a preset; choose another")
    return content


def _file_name(name: str) -> str:
    return key_of(name) + SUFFIX


def _files_in(folder: Path | Traversable) -> list[str]:
    return [file.name for file in folder.iterdir()] if folder.is_dir() else []


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return repr(value)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
