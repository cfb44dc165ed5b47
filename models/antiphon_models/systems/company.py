"""Several minds as one: Antiphon's own always listens, and the one that is chosen answers.

A mind that is called upon hears the last notes again, so that it answers what was played
before. Knows minds; knows nothing of what is inside one, nor where their weights lie.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from random import Random
from typing import Protocol

import numpy as np

from antiphon_models.copy_guard import draw_original, is_copy
from antiphon_models.improviser import Improviser, NamedMind, Proposal, SamplingParams, Source
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.systems.catalogue import OWN
from antiphon_models.training_runs import TrainingRuns

# How many of the last notes a mind hears again when it is called upon: more than any of their
# windows, and 5 ms of steps at most, while notes of an answer are due.
HEARD_AGAIN = 32
# Of what a guest has played, the host takes in so many notes at most: after a long solo all of
# them would keep the player, who has just come in, waiting for a tenth of a second and more.
TOLD = 32


class Styles(Protocol):
    """What Antiphon's own mind can speak with; as Voices, but for the models."""

    @property
    def styles(self) -> tuple[str, ...]: ...
    @property
    def voices(self) -> Mapping[str, str]: ...
    @property
    def faults(self) -> tuple[str, ...]: ...


class Host(NamedMind, Protocol):
    """Antiphon's own mind."""

    @property
    def repertoire(self) -> Styles: ...
    @property
    def training(self) -> TrainingRuns: ...
    def fork(self) -> "Host": ...


@dataclass(frozen=True, slots=True)
class Guests:
    """The papers' minds that could be loaded, by name, and why others could not."""

    minds: Mapping[str, NamedMind] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voices:
    """What a company can speak with: the host's styles, and the models there are.

    `voices` names the network for each style that was trained on this machine and for each
    model; `faults` tell of files that were skipped.
    """

    styles: tuple[str, ...]
    models: tuple[str, ...]
    voices: Mapping[str, str]
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Sounded:
    """A note that was heard, duration 0 while its key is down, or one of the machine's own."""

    note: Note
    is_own: bool


class Company:
    """An Improviser that answers with the mind that `params.model` names.

    Not thread-safe. A model that is not there leaves Antiphon's own mind to answer.
    """

    def __init__(self, host: Host, guests: Guests | None = None) -> None:
        self._host = host
        self._guests = guests or Guests()
        self._guest: NamedMind | None = None
        self._lately: deque[_Sounded] = deque(maxlen=HEARD_AGAIN)
        # What a guest has played and the host has not yet taken in: drafts are thrown away,
        # and need not cost the steps of two minds.
        self._untold: deque[Note] = deque(maxlen=TOLD)
        self._model = OWN
        # The machine's own notes since the player's last.
        self._own = Context()

    @property
    def name(self) -> str:
        """What tells the host's weights from others."""
        return self._host.name

    @property
    def repertoire(self) -> Voices:
        """What there is to speak with."""
        own, minds = self._host.repertoire, self._guests.minds
        voices = {**own.voices, **{model: mind.name for model, mind in minds.items()}}
        return Voices(own.styles, (OWN, *minds), voices, own.faults + self._guests.faults)

    def hear(self, note: Note) -> None:
        """Take in a note of the player's at its onset."""
        self._tell_host()
        self._host.hear(note)
        if self._guest:
            self._guest.hear(note)
        self._lately.append(_Sounded(note, is_own=False))
        self._own = Context()

    def release(self, note: Note) -> None:
        """Learn the duration of a note heard before, now that it has ended."""
        self._host.release(note)
        if self._guest:
            self._guest.release(note)
        for sounded in reversed(self._lately):
            if sounded.note.pitch == note.pitch and sounded.note.onset == note.onset:
                sounded.note = note
                return

    def play(self, note: Note) -> None:
        """Take in a note of the machine's own, duration known."""
        if self._guest:
            self._guest.play(note)
            self._untold.append(note)
        else:
            self._host.play(note)
        self._lately.append(_Sounded(note, is_own=True))
        self._own = self._own.after(note.pitch)

    def adopt(self, params: SamplingParams) -> None:
        """Answer with the mind that the knobs name, and let it take them up."""
        self._host.adopt(params)
        if params.model != self._model:
            self._tell_host()
            self._model = params.model
            self._guest = self._guests.minds.get(params.model)
            if self._guest:
                self._guest.adopt(params)
                self._hear_again(self._guest)
        elif self._guest:
            self._guest.adopt(params)

    def propose(self, params: SamplingParams, rng: Random, ioi: float | None = None) -> Proposal:
        """Return what to play next; `ioi`, where given, is already decided.

        A guest that would recite what the shipped networks were trained on plays at the same
        time another of the pitches that it expects.
        """
        proposal = self._speaker.propose(params, rng, ioi)
        if self._guest and is_copy(self._own, proposal.pitch, self._host.training):
            likely = np.array(self._guest.expect(params))
            pitch = draw_original(likely, self._own, self._host.training, rng)
            source = Source("network", float(likely[pitch]))
            return replace(proposal, pitch=pitch, source=source)
        return proposal

    def expect(self, params: SamplingParams) -> Sequence[float]:
        """Return how likely each pitch is to be next."""
        return self._speaker.expect(params)

    def closing(self) -> float:
        """Return how well the note that has just begun would close a phrase, 0..1."""
        return self._speaker.closing()

    def fork(self) -> "Company":
        """Return a copy that may be thrown away; it shares the memory of the player."""
        fork = copy(self)
        fork._host = self._host.fork()
        fork._guest = self._guest.fork() if self._guest else None
        fork._lately = deque(self._lately, HEARD_AGAIN)
        fork._untold = deque(self._untold, TOLD)
        return fork

    def forget(self) -> None:
        """Forget everything heard and played; what was taught stays."""
        self._host.forget()
        if self._guest:
            self._guest.forget()
        self._lately.clear()
        self._untold.clear()
        self._own = Context()

    def learn(self, stretch: Stretch) -> None:
        """Remember a stretch of a taught piece: the host does, no paper's system can."""
        self._host.learn(stretch)

    def unlearn(self) -> None:
        """Forget everything taught."""
        self._host.unlearn()

    @property
    def _speaker(self) -> Improviser:
        return self._guest or self._host

    def _tell_host(self) -> None:
        for note in self._untold:
            self._host.play(note)
        self._untold.clear()

    def _hear_again(self, guest: NamedMind) -> None:
        guest.forget()
        for sounded in self._lately:
            if sounded.is_own:
                guest.play(sounded.note)
                continue
            guest.hear(sounded.note)
            if sounded.note.duration:
                guest.release(sounded.note)
