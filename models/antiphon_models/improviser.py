"""The seam between music and machine: what any mind must do to play live.

Knows notes and proposals; knows no port, no clock and no network in particular.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, Protocol

from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch


class SamplingParams(Protocol):
    """The knobs that a mind reads while it proposes; ranges and meaning as the engine declares."""

    @property
    def model(self) -> str: ...
    @property
    def tempo_bpm(self) -> float: ...
    @property
    def temperature(self) -> float: ...
    @property
    def adaptive_temperature(self) -> float: ...
    @property
    def motif_threshold(self) -> float: ...
    @property
    def rest_weight(self) -> float: ...
    @property
    def longest_rest(self) -> float: ...
    @property
    def register(self) -> int: ...
    @property
    def scale_lock(self) -> str: ...
    @property
    def scale_root(self) -> str: ...
    @property
    def density(self) -> float: ...
    @property
    def window(self) -> int: ...
    @property
    def style(self) -> str: ...
    @property
    def second_style(self) -> str: ...
    @property
    def style_blend(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a proposed note came from.

    `probability` is the network's own for this pitch, 0..1. For a motif, `match_length`
    notes of context matched the player's playing, the note answers the player's note
    number `position` (0 = first ever heard), which began at `onset` seconds, moved by
    `transposition` semitones. Where `piece` names one that was taught, it answers that instead:
    `position` counts the notes of everything taught, `onset` is within the piece. Without a
    `position`, at -1, `piece` is what a system learned its motifs from, and no place is told.
    """

    kind: Literal["network", "motif"]
    probability: float
    position: int = -1
    onset: float = 0.0
    match_length: int = 0
    transposition: int = 0
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A note to play `ioi` seconds after the last onset; a rest is an `ioi` that leaves silence.

    `duration` is in seconds.
    """

    ioi: float
    pitch: int
    velocity: int
    duration: float
    source: Source


class Improviser(Protocol):
    """A mind that hears notes and proposes notes, at a cost that does not grow with the history.

    Not thread-safe: one thread owns it. The player's notes come by `hear` and `release`,
    the machine's own, as they sound, by `play`; only the player's are remembered as motifs.
    """

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset (its duration is not known yet)."""
        ...

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        ...

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        ...

    def adopt(self, params: SamplingParams) -> None:
        """Take up what of the knobs colours the listening, such as the style; forks do, too."""
        ...

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided."""
        ...

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch 0..127 is to be next, the mind being as it is now."""
        ...

    def closing(self) -> float:
        """Return how well the note that has just begun would close a phrase, 0..1."""
        ...

    def fork(self) -> "Improviser":
        """Return a copy that may be thrown away; it shares the memory of the player."""
        ...

    def forget(self) -> None:
        """Forget everything heard and played; what was taught stays."""
        ...

    def learn(self, stretch: Stretch) -> None:
        """Remember a stretch of a taught piece, apart from the player's own playing."""
        ...

    def unlearn(self) -> None:
        """Forget everything taught."""
        ...


class NamedMind(Improviser, Protocol):
    """An Improviser whose `name` tells its weights from others."""

    @property
    def name(self) -> str: ...
    def fork(self) -> "NamedMind": ...
