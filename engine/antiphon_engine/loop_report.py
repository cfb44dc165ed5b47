"""What the window is told of the performer beside the notes: only what has changed, and not often.

Knows what was told last; knows no thread and no clock. The loop thread owns it.
"""

import math
from collections.abc import Sequence

from antiphon_engine.core.performer import Performer
from antiphon_engine.core.schedule import Planned
from antiphon_engine.messages import (
    ControlsChanged,
    Expecting,
    GridChanged,
    ParamsChanged,
    PlanChanged,
    PlannedNote,
    StateChanged,
    Telemetry,
)
from antiphon_engine.params import Params, differences

# Asking the mind costs a part of a step, so it is asked less often than a screen is painted,
# and never when something is about to be due.
INTERVAL = 0.060
MARGIN = 0.015
LEAST_PROBABILITY = 0.01
MOST_PITCHES = 24


class LoopReport:
    """What was last told, kept to tell only what is new."""

    def __init__(self) -> None:
        self._told: dict[type, Telemetry] = {}
        self._params: Params | None = None
        self._is_stale = False
        self._last_expecting = -math.inf

    def forget(self) -> None:
        """Forget what was told, so that all of it is told again."""
        self._told.clear()
        self._params = None
        self._is_stale = True

    def changes(self, performer: Performer, controls: ControlsChanged) -> list[Telemetry]:
        """Return what is true now and was not told yet."""
        true_now: tuple[Telemetry, ...] = (
            grid_of(performer),
            state_of(performer),
            controls,
            plan_of(performer),
        )
        new = [message for message in true_now if self._told.get(type(message)) != message]
        self._told.update((type(message), message) for message in new)
        if performer.params is not self._params:
            # Before anything has sounded there is nothing to expect.
            self._is_stale = self._is_stale or self._params is not None
            self._params = performer.params
            new.append(ParamsChanged(differences(performer.params)))
        return new

    def expect_anew(self) -> None:
        """Note that something sounded: what was expected next has become old."""
        self._is_stale = True

    def expecting_due(self, now: float, next_due: float) -> float:
        """Return when `expecting` is to be asked; math.inf if not before `next_due` is over."""
        if not self._is_stale:
            return math.inf
        due = max(self._last_expecting + INTERVAL, now)
        return due if due + MARGIN <= next_due else math.inf

    def expecting(self, performer: Performer, now: float) -> Expecting:
        """Return what the mind expects next."""
        self._is_stale = False
        self._last_expecting = now
        return likeliest(performer.expectations())


def likeliest(probabilities: Sequence[float]) -> Expecting:
    """Return the pitches worth showing, in order of pitch."""
    worth = [
        (pitch, round(float(probability), 4))
        for pitch, probability in enumerate(probabilities)
        if probability >= LEAST_PROBABILITY
    ]
    worth.sort(key=lambda each: -each[1])
    return Expecting(tuple(sorted(worth[:MOST_PITCHES])))


def grid_of(performer: Performer) -> GridChanged:
    """Return the performer's beats."""
    return GridChanged(performer.grid.tempo_bpm, performer.grid.origin)


def state_of(performer: Performer) -> StateChanged:
    """Return whether the performer listens and may play."""
    return StateChanged(performer.is_frozen, performer.is_muted)


def plan_of(performer: Performer) -> PlanChanged:
    """Return what the performer is going to play, and when it means to come in."""
    entrance = performer.turn_end()
    notes = tuple(map(_planned_note, performer.planned))
    return PlanChanged(notes, entrance if math.isfinite(entrance) else None)


def _planned_note(planned: Planned) -> PlannedNote:
    note = planned.note
    return PlannedNote(note.onset, note.duration, note.pitch, note.velocity, planned.source)
