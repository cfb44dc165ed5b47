"""The answer in the making: proposals on a fork, shaped, put in time, and ended.

Knows one answer; does not know turns, nor what has already been sent.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from antiphon_engine.core.grid import BEATS_IN_BAR, SPANS
from antiphon_engine.core.listener import CHORD, DRONE
from antiphon_engine.core.schedule import Planned
from antiphon_engine.params import Params
from antiphon_models.improviser import Improviser, Proposal
from antiphon_models.music.meter import estimate_tempo
from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH, Note

HOTTEST = 10.0
LARGEST_CHORD = 6
# Of the network's own light and shade, this much is kept when the loudness follows the player.
SHADE = 0.5
MIDDLE_VELOCITY = 72
# Sums of intervals miss the end of a bar by less than this, in seconds.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Limit:
    """How long an answer may be: this many notes, and onsets within this many seconds."""

    notes: float = math.inf
    seconds: float = math.inf


class Responder:
    """One answer as it is made, note by note, on a fork of the mind.

    `last_onset` is the latest onset the fork has taken in. `phrase` is what is answered;
    its mean velocity sets the loudness. `heat` multiplies the temperature.
    """

    def __init__(
        self,
        fork: Improviser,
        rng: Random,
        limit: Limit,
        *,
        phrase: Sequence[Note],
        last_onset: float,
        heat: float = 1.0,
    ) -> None:
        self._fork = fork
        self._rng = rng
        self._limit = limit
        self._heat = heat
        self._loudness = _mean_velocity(phrase)
        self._last_onset = last_onset
        self._first_onset = math.nan
        self._offsets: dict[int, float] = {}
        self._count = 0
        self._chord = 0

    def next_note(self, params: Params, onset: float | None = None) -> Planned | None:
        """Return the next note of the answer, or None when the answer is complete.

        `onset`, where given, is already decided, in seconds.
        """
        ioi = None if onset is None else max(onset - self._last_onset, 0.0)
        temperature = min(params.temperature * self._heat, HOTTEST)
        proposal = self._fork.propose(replace(params, temperature=temperature), self._rng, ioi)
        note = self._in_time(proposal, params, onset)
        if self._is_complete(note.onset):
            return None
        self._take_in(note)
        return self._shaped(note, proposal, params)

    def _in_time(self, proposal: Proposal, params: Params, onset: float | None) -> Note:
        if onset is None:
            ioi = proposal.ioi
            if ioi < CHORD and self._chord >= LARGEST_CHORD:
                ioi = 4 * CHORD
            # Whatever the mind says, no silence is longer than the player asked for.
            latest = max(self._offsets.values(), default=math.inf) + params.longest_rest
            onset = min(self._last_onset + ioi, latest)
        # A key whose note-off was lost is remembered as minutes long.
        return Note(proposal.pitch, proposal.velocity, onset, min(proposal.duration, DRONE))

    def _is_complete(self, onset: float) -> bool:
        if self._count == 0:
            return False
        is_late = onset - self._first_onset >= self._limit.seconds - ROUNDING
        return is_late or self._count >= self._limit.notes

    def _take_in(self, note: Note) -> None:
        self._fork.play(note)
        if self._count == 0:
            self._first_onset = note.onset
        self._chord = self._chord + 1 if note.onset - self._last_onset < CHORD else 1
        # By pitch, because a pitch struck again ends the note before it.
        self._offsets[note.pitch] = note.offset
        self._last_onset = note.onset
        self._count += 1

    def _shaped(self, note: Note, proposal: Proposal, params: Params) -> Planned:
        pitch = note.pitch + params.transpose
        # A transposition that leaves the keyboard comes back by octaves.
        while not LOWEST_PITCH <= pitch <= HIGHEST_PITCH:
            pitch += 12 if pitch < LOWEST_PITCH else -12
        sent = replace(
            note,
            pitch=pitch,
            velocity=self._velocity(note.velocity, params.velocity_follow),
            onset=note.onset + params.output_offset_ms / 1000,
        )
        return Planned(sent, params.channel_out - 1, proposal.source, note)

    def _velocity(self, velocity: int, follow: float) -> int:
        following = self._loudness + SHADE * (velocity - MIDDLE_VELOCITY)
        return max(1, min(127, round(follow * following + (1 - follow) * velocity)))


def limit_for(params: Params, phrase: Sequence[Note]) -> Limit:
    """Return how long the answer to `phrase` may be, as `answer_length` and `mode` say."""
    beat = 60 / params.tempo_bpm
    if params.trade != "off":
        return Limit(seconds=SPANS[params.trade] * beat)
    if params.mode != "answer":
        return Limit()
    if params.answer_length == "match":
        span = max((note.offset for note in phrase), default=0.0) - min(
            (note.onset for note in phrase), default=0.0
        )
        return Limit(2 * len(phrase) + 2, span)
    count, unit = params.answer_length.split()
    if unit.startswith("note"):
        return Limit(notes=int(count))
    if params.answer_at == "now":
        # In free time a bar is what the player's bar is.
        beat = 60 / (estimate_tempo([note.onset for note in phrase]) or params.tempo_bpm)
    return Limit(seconds=int(count) * BEATS_IN_BAR * beat)


def _mean_velocity(phrase: Sequence[Note]) -> float:
    if not phrase:
        return MIDDLE_VELOCITY
    return sum(note.velocity for note in phrase) / len(phrase)
