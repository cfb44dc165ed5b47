"""Controllers that turn knobs: MIDI learn, and pick-up, so that no knob ever jumps.

Knows controllers and how params are declared; knows no port and not what a knob does. The loop
thread owns it.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from antiphon_engine.core.events import Control
from antiphon_engine.messages import ControlMap, ControlsChanged, Scalar
from antiphon_engine.params import PARAMS, Choice, Number, Param, ParamError, Params, Switch

SUSTAIN = 64
# From here on, controllers are commands to the whole channel: all notes off and the like.
FIRST_MODE_MESSAGE = 120
HIGHEST = 127

Address = tuple[int, int]


class Controllers:
    """Which controller turns which knob, and how each of them stands.

    One controller turns one knob, and one knob has one controller: the latest mapping holds.
    """

    def __init__(self, controls: Iterable[ControlMap] = ()) -> None:
        self._maps: dict[Address, _Pickup] = {}
        self._learning: str | None = None
        self.map(controls)

    @property
    def state(self) -> ControlsChanged:
        """The mappings, and the knob that waits for a controller."""
        return ControlsChanged(
            tuple(pickup.control for pickup in self._maps.values()), self._learning
        )

    def map(self, controls: Iterable[ControlMap]) -> list[str]:
        """Let these turn knobs and no others; return the names that are no parameters."""
        self._maps.clear()
        unknown = []
        for control in controls:
            if control.param in PARAMS:
                self._add(control)
            else:
                unknown.append(control.param)
        return unknown

    def learn(self, param: str | None) -> None:
        """Map the next controller that moves to `param`; None gives up waiting."""
        if param is not None and param not in PARAMS:
            raise ParamError(f"'{param}' is not a parameter; there are {', '.join(PARAMS)}")
        self._learning = param

    def take(self, event: Control, params: Params) -> Mapping[str, Scalar] | None:
        """Return how `event` turns knobs that stand as in `params`; None if it is music.

        A mapped controller that has yet to pass its knob's value turns nothing: {}.
        """
        address = (event.channel, event.number)
        if self._learning is not None and _can_turn(event.number):
            self._add(ControlMap(self._learning, *address))
            self._learning = None
        pickup = self._maps.get(address)
        if pickup is None:
            return None
        return pickup.turned(event.value, getattr(params, pickup.control.param))

    def _add(self, control: ControlMap) -> None:
        address = (control.channel, control.number)
        self._maps = {
            other: pickup
            for other, pickup in self._maps.items()
            if other != address and pickup.control.param != control.param
        }
        self._maps[address] = _Pickup(control)


def _can_turn(number: int) -> bool:
    # The pedal moves all the time while somebody plays, and it is music.
    return number != SUSTAIN and number < FIRST_MODE_MESSAGE


@dataclass(slots=True)
class _Pickup:
    """One mapped controller: its last position, and the value that it turned the knob to."""

    control: ControlMap
    last: int | None = None
    made: Scalar | None = None

    def turned(self, position: int, present: Scalar) -> dict[str, Scalar]:
        """Return the change that the controller makes at `position`, if it has hold of the knob."""
        param = PARAMS[self.control.param]
        wanted = value_at(param, position)
        # What it has turned itself it holds, until something else turns the knob.
        has_hold = self.made == present or self._passes(param, position, present)
        self.last = position
        if not has_hold:
            return {}
        self.made = wanted
        return {self.control.param: wanted} if wanted != present else {}

    def _passes(self, param: Param, position: int, present: Scalar) -> bool:
        if isinstance(param, Switch):
            # Two positions: there is nothing to jump over, and a button must act at once.
            return True
        target = position_of(param, present)
        is_there = abs(position - target) <= 1 or value_at(param, position) == present
        return is_there or (self.last is not None and (self.last < target) != (position < target))


def value_at(param: Param, position: int) -> Scalar:
    """Return the value at a controller's `position`, 0..127."""
    match param:
        case Switch():
            return position > HIGHEST // 2
        case Choice(options):
            return options[position * len(options) // (HIGHEST + 1)]
        case Number():
            return _number_at(param, position / HIGHEST)


def position_of(param: Param, value: Scalar) -> float:
    """Return where, 0..127, a controller would stand that had turned `param` to `value`."""
    match param:
        case Switch():
            return float(HIGHEST if value else 0)
        case Choice(options):
            return (options.index(str(value)) + 0.5) / len(options) * (HIGHEST + 1) - 0.5
        case Number(low, high):
            number = float(value)
            if param.curve == "log":
                return HIGHEST * math.log(number / low) / math.log(high / low)
            return HIGHEST * (number - low) / (high - low)


def _number_at(param: Number, share: float) -> float | int:
    low, high = param.low, param.high
    is_log = param.curve == "log"
    number = low * (high / low) ** share if is_log else low + (high - low) * share
    # Four digits are finer than a controller, and read well.
    return round(number) if param.whole else float(f"{number:.4g}")
