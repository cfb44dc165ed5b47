"""Minds that do as they are told, for tests of everything around a mind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from antiphon_models.improviser import Proposal, SamplingParams, Source
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.training_runs import NO_RUNS


def proposals(*pitches: int, ioi: float = 0.25, duration: float = 0.2) -> list[Proposal]:
    """Return evenly spaced proposals of these pitches."""
    source = Source("network", 0.5)
    return [Proposal(ioi, pitch, 80, duration, source) for pitch in pitches]


@dataclass(frozen=True)
class Repertoire:
    """What a mind speaks with that needs no network."""

    styles: tuple[str, ...] = ("any", "jazz")
    models: tuple[str, ...] = ("antiphon",)
    voices: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


class ScriptedMind:
    """An Improviser that proposes a script over and over, and keeps what it was told.

    How well a pitch closes a phrase stands in `closings`. Where `wander` is above 0, pitches
    are moved by up to that many semitones, drawn from the `rng` that it is given. Forks
    continue where they were forked and share `heard`.
    """

    name = "scripted"
    repertoire = Repertoire()
    training = NO_RUNS

    def __init__(self, script: Sequence[Proposal] | None = None, wander: int = 0) -> None:
        self.script = list(script) if script is not None else proposals(72, 74, 76, 77)
        self.wander = wander
        self.position = 0
        self.heard: list[Note] = []
        self.released: list[Note] = []
        self.played: list[Note] = []
        self.adopted: list[SamplingParams] = []
        self.closings: dict[int, float] = {}
        self.taught: list[Stretch] = []

    def hear(self, note: Note) -> None:
        self.heard.append(note)

    def release(self, note: Note) -> None:
        self.released.append(note)

    def play(self, note: Note) -> None:
        self.played.append(note)

    def adopt(self, params: SamplingParams) -> None:
        self.adopted.append(params)

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        said = self.script[self.position % len(self.script)]
        self.position += 1
        pitch = said.pitch
        if self.wander:
            pitch += rng.randint(-self.wander, self.wander)
        spacing = said.ioi if ioi is None else ioi
        return Proposal(spacing, pitch, said.velocity, said.duration, said.source)

    def expect(self, params: SamplingParams) -> Sequence[float]:
        pitch = self.script[self.position % len(self.script)].pitch
        return [float(number == pitch) for number in range(128)]

    def closing(self) -> float:
        return self.closings.get(self.played[-1].pitch, 0.0) if self.played else 0.0

    def fork(self) -> "ScriptedMind":
        copy = ScriptedMind(self.script, self.wander)
        copy.position = self.position
        copy.heard, copy.released, copy.taught = self.heard, self.released, self.taught
        copy.played = list(self.played)
        copy.closings = self.closings
        return copy

    def forget(self) -> None:
        self.position = 0
        self.heard.clear()
        self.released.clear()
        self.played.clear()

    def learn(self, stretch: Stretch) -> None:
        self.taught.append(stretch)

    def unlearn(self) -> None:
        self.taught.clear()
