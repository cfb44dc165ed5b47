"""Every musical parameter, declared once: name, unit, range, default, curve, label, help.

Knobs, command-line options, presets, session markers and docs derive from `PARAMS`.
Knows no file format and no widget.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Literal

from antiphon_models.music.pitch import PITCH_CLASS_NAMES
from antiphon_models.music.scale import SCALES
from antiphon_models.systems.catalogue import NAMES as MODELS
from antiphon_models.systems.catalogue import OWN


@dataclass(frozen=True, slots=True)
class Number:
    """A parameter that turns: float or, with `whole`, int, from `low` to `high` inclusive."""

    low: float
    high: float
    default: float
    label: str
    help: str
    unit: str = ""
    curve: Literal["linear", "log"] = "linear"
    whole: bool = False

    def parse(self, value: object) -> float | int:
        """Return `value` as this parameter's number; ValueError says what is allowed."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(f"must be a number {self.range_text()}, not {value!r}")
        try:
            number = float(value)
        except (ValueError, OverflowError):
            raise ValueError(f"must be a number {self.range_text()}, not {value!r}") from None
        if not self.low <= number <= self.high or (self.whole and number != int(number)):
            raise ValueError(f"must be {self.range_text()}, not {value}")
        return int(number) if self.whole else number

    def range_text(self) -> str:
        """The range in words, for help and errors."""
        kind = "a whole number " if self.whole else ""
        unit = f" {self.unit}" if self.unit else ""
        return f"{kind}from {self.low:g} to {self.high:g}{unit}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A parameter that is one of a few words."""

    options: tuple[str, ...]
    default: str
    label: str
    help: str

    def parse(self, value: object) -> str:
        """Return `value` if it is one of the options; ValueError lists them."""
        if isinstance(value, str) and value in self.options:
            return value
        raise ValueError(f"must be {self.range_text()}, not {value!r}")

    def range_text(self) -> str:
        """The options in words, for help and errors."""
        return "one of " + ", ".join(self.options)


@dataclass(frozen=True, slots=True)
class Switch:
    """A parameter that is on or off."""

    default: bool
    label: str
    help: str

    def parse(self, value: object) -> bool:
        """Return `value` as a bool; the words on and off are understood."""
        words = {"on": True, "off": False, "true": True, "false": False}
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        raise ValueError(f"must be {self.range_text()}, not {value!r}")

    def range_text(self) -> str:
        """The two positions in words, for help and errors."""
        return "on or off"


Param = Number | Choice | Switch

# STYLES names the characters that a network can learn; "any" leaves it free.
TEMPO_RANGE = (40.0, 240.0)
STYLES = ("any", "bach", "jazz", "pop", "piano", "fiddle", "folk", "chorale", "mine")
LENGTHS = (
    "match",
    *("1 note", "2 notes", "4 notes", "8 notes", "16 notes", "32 notes", "64 notes"),
    *("1 bar", "2 bars", "4 bars", "8 bars", "16 bars"),
)


def _declared(param: Param) -> Any:
    return field(default=param.default, metadata={"param": param})


@dataclass(frozen=True, slots=True)
class Params:
    """The position of every knob, all values within their declared ranges."""

    temperature: float = _declared(
        Number(0.1, 10.0, 0.7, "Temperature", "How daring: low repeats itself, high surprises.",
               curve="log")
    )  # fmt: skip
    adaptive_temperature: float = _declared(
        Number(0.0, 1.0, 0.0, "Adaptive temperature",
               "How far a too certain prediction raises the temperature and an unsure one "
               "lowers it.")
    )  # fmt: skip
    motif_threshold: float = _declared(
        Number(0.0, 1.0, 0.75, "Motif threshold",
               "How far your own motifs decide: 0 never, 1 always; at 0.25 as far as they have "
               "come true.")
    )  # fmt: skip
    rest_weight: float = _declared(
        Number(0.0, 2.0, 0.9, "Rest weight", "The weight of silences: below 1 fewer, above 1 more.")
    )
    longest_rest: float = _declared(
        Number(0.1, 4.0, 1.0, "Longest rest", "The longest silence inside an answer.", "s", "log")
    )
    mode: str = _declared(
        Choice(("answer", "duet", "solo"), "answer", "Mode",
               "Call and response, playing along, or going on alone.")
    )  # fmt: skip
    turn_gap: float = _declared(
        Number(0.1, 4.0, 0.35, "Turn gap", "The silence that ends your turn.", "s", "log")
    )
    turn_gap_adaptive: bool = _declared(
        Switch(True, "Adaptive turn gap", "Wait longer than the turn gap when you play slowly.")
    )
    tempo_bpm: float = _declared(
        Number(*TEMPO_RANGE, 120.0, "Tempo", "The beat that answers keep to, tapped or set.", "bpm")
    )
    answer_at: str = _declared(
        Choice(("now", "beat", "bar", "2 bars", "4 bars"), "now", "Answer at",
               "Where an answer may begin: as soon as you stop, or in time.")
    )  # fmt: skip
    trade: str = _declared(
        Choice(("off", "2 bars", "4 bars", "8 bars"), "off", "Trade",
               "Take turns of so many bars each, after a bar of count-in.")
    )  # fmt: skip
    answer_length: str = _declared(
        Choice(
            LENGTHS, "match", "Answer length", "How long answers are; match follows your phrase."
        )
    )
    phrase_endings: bool = _declared(
        Switch(True, "Phrase endings",
               "End on a note that closes the phrase; a length in notes stays exact.")
    )  # fmt: skip
    candidates: int = _declared(
        Number(1, 16, 8, "Candidates",
               "Answers drafted while you finish, of which the one that suits your phrase best "
               "is played.", "answers", whole=True)
    )  # fmt: skip
    barge_in: str = _declared(
        Choice(("yield", "overlap"), "yield", "When you play in",
               "Yield stops the answer at once; overlap lets it finish.")
    )  # fmt: skip
    window: int = _declared(
        Number(16, 4096, 512, "Window", "How much of your playing is remembered.", "notes", "log",
               whole=True)
    )  # fmt: skip
    register: int = _declared(
        Number(0, 48, 7, "Register", "How far beyond your own range answers may go.", "semitones",
               whole=True)
    )  # fmt: skip
    scale_lock: str = _declared(
        Choice(("off", "auto", *SCALES), "off", "Scale lock",
               "Answers keep to this scale; auto finds the one that your phrase is in, if it is "
               "in one.")
    )  # fmt: skip
    scale_root: str = _declared(
        Choice(PITCH_CLASS_NAMES, "C", "Scale root", "The first note of a scale lock's scale.")
    )
    density: float = _declared(
        Number(0.25, 4.0, 1.0, "Density",
               "Notes a second: below 1 fewer than the network would play, above 1 more.",
               curve="log")
    )  # fmt: skip
    quantise: float = _declared(
        Number(0.0, 1.0, 0.0, "Quantise",
               "How far answers are pulled to the grid: your phrase's own, or the beat's where "
               "answers come in time.")
    )  # fmt: skip
    transpose: int = _declared(
        Number(-24, 24, 0, "Transpose", "Moves every answer.", "semitones", whole=True)
    )
    velocity_follow: float = _declared(
        Number(0.0, 1.0, 0.7, "Velocity follow",
               "How closely answers keep to the loudness of your playing.")
    )  # fmt: skip
    model: str = _declared(
        Choice(MODELS, OWN, "Model",
               "The mind that answers: Antiphon's own, or one of the papers' systems.")
    )  # fmt: skip
    style: str = _declared(
        Choice(STYLES, "any", "Style", "The character that the network speaks with.")
    )
    second_style: str = _declared(
        Choice(STYLES, "any", "Second style", "The character that the style is blended with.")
    )
    style_blend: float = _declared(
        Number(0.0, 1.0, 0.0, "Style blend",
               "From the style alone, at 0, to the second style alone, at 1.")
    )  # fmt: skip
    channel_in: int = _declared(
        Number(0, 16, 0, "Channel in", "The MIDI channel listened to; 0 hears all.", whole=True)
    )
    channel_out: int = _declared(
        Number(1, 16, 2, "Channel out", "The MIDI channel answered on.", whole=True)
    )
    output_offset_ms: float = _declared(
        Number(-100.0, 100.0, 0.0, "Output offset", "Sends everything later or earlier.", "ms")
    )


PARAMS: Mapping[str, Param] = MappingProxyType(
    {declared.name: declared.metadata["param"] for declared in fields(Params)}
)


class ParamError(ValueError):
    """A value that a parameter does not take, or a name that is no parameter."""


def changed(params: Params, changes: Mapping[str, object]) -> Params:
    """Return `params` with `changes` applied; ParamError names the first that does not fit."""
    parsed: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in PARAMS:
            raise ParamError(f"'{name}' is not a parameter; there are {', '.join(PARAMS)}")
        try:
            parsed[name] = PARAMS[name].parse(value)
        except ValueError as error:
            raise ParamError(f"{name} {error}") from None
    return replace(params, **parsed)


def differences(params: Params) -> dict[str, float | int | str | bool]:
    """Return what differs from the defaults, by name: what a preset stores."""
    return {
        name: value for name in PARAMS if (value := getattr(params, name)) != PARAMS[name].default
    }
