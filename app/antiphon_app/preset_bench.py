"""Which preset is in use, and two sides to compare: all that the preset menu does, without Qt.

Knows presets and where they are kept; sends nothing, it says which knobs to turn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from antiphon_engine.errors import UserError
from antiphon_engine.params import PARAMS, Params
from antiphon_engine.presets import (
    SETUP,
    Preset,
    Value,
    character,
    key_of,
    own_names,
    preset_of,
    read,
    remove,
    rename,
    save,
    shipped_names,
    steps_to,
)

Slot = Literal["A", "B"]
Changes = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the menu: a preset, or in `trouble` why the file of this `key` holds none."""

    key: str
    preset: Preset | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Side:
    preset: Preset | None
    params: Params


def listed(keys: list[str]) -> list[Listed]:
    """Return the presets kept under `keys`, those that cannot be read with the reason."""
    found = []
    for key in keys:
        try:
            found.append(Listed(key, read(key)))
        except UserError as error:
            found.append(Listed(key, None, str(error)))
    return found


def shown_keys() -> tuple[list[str], list[str]]:
    """Return the user's presets and the shipped ones that they do not stand in for."""
    own = own_names()
    return own, [key for key in shipped_names() if key not in own]


class PresetBench:
    """The preset in use and the sides A and B; `present` is None before one was chosen."""

    def __init__(self) -> None:
        self.present: Preset | None = None
        self.slot: Slot = "A"
        self._sides: dict[Slot, _Side] = {}

    @property
    def other_slot(self) -> Slot:
        """The side that is not heard."""
        return "B" if self.slot == "A" else "A"

    @property
    def is_own(self) -> bool:
        """Whether the preset in use is the user's, to be saved, renamed and deleted."""
        return self.present is not None and key_of(self.present.name) in own_names()

    def changed_labels(self, params: Params) -> list[str]:
        """Return the labels of the knobs that stand otherwise than the preset in use has them."""
        if self.present is None:
            return []
        return [PARAMS[name].label for name in steps_to(self.present, params)]

    def recognise(self, params: Params) -> None:
        """Take as the one in use the preset that `params` are, if they are one."""
        for line in listed([key for keys in shown_keys() for key in keys]):
            if line.preset is not None and not steps_to(line.preset, params):
                self.present = line.preset
                return

    def choose(self, preset: Preset, params: Params) -> Changes:
        """Use `preset` and return the knobs to turn."""
        self.present = preset
        return steps_to(preset, params)

    def switch(self, params: Params) -> Changes:
        """Hear the other side, which begins as a copy of this one; return the knobs to turn."""
        here = _Side(self.present, params)
        self._sides[self.slot] = here
        self.slot = self.other_slot
        side = self._sides.get(self.slot, here)
        self.present = side.preset
        # The room stays as it is: a comparison is of characters.
        return {
            name: getattr(side.params, name)
            for name in PARAMS
            if name not in SETUP and getattr(side.params, name) != getattr(params, name)
        }

    def copy(self, params: Params) -> None:
        """Make the other side the same as this one."""
        self._sides[self.other_slot] = _Side(self.present, params)

    def save(self, params: Params) -> Preset:
        """Save `params` as the user's preset in use and return what it replaces."""
        if self.present is None or not self.is_own:
            raise UserError("presets: a preset that came with Antiphon stays as it is; save as")
        replaced = read(self.present.name)
        self._keep(preset_of(replaced.name, replaced.about, character(params)))
        return replaced

    def save_as(self, name: str, about: str, params: Params) -> None:
        """Save `params` as a new preset of the user's and use it; UserError if it is there."""
        preset = preset_of(name.strip(), about.strip(), character(params))
        if key_of(preset.name) in own_names():
            raise UserError(f"There is a preset '{preset.name}' of yours already; change the name")
        save(preset)
        self.present = preset

    def rename(self, name: str, about: str) -> None:
        """Give the user's preset in use another name and line; UserError if the name is taken."""
        if self.present is None:
            return
        kept = read(self.present.name)
        name = name.strip()
        if key_of(name) in own_names() and key_of(name) != key_of(kept.name):
            raise UserError(f"There is a preset '{name}' of yours already; choose another name")
        told = preset_of(name, about.strip(), kept.params)
        rename(kept, told.name)
        self._keep(told)

    def delete(self) -> Preset | None:
        """Delete the user's preset in use and return it; its sound stays."""
        if self.present is None or not self.is_own:
            return None
        gone = read(self.present.name)
        remove(gone.name)
        self.present = None
        return gone

    def restore(self, preset: Preset) -> None:
        """Save `preset` as it was and use it: the undo of deleting and of saving."""
        self._keep(preset)

    def _keep(self, preset: Preset) -> None:
        save(preset, may_replace=True)
        self.present = preset
