"""The answer in the making: proposals on a fork, put in time, shaped, and ended.

Knows one answer; does not know turns, nor what has already been sent.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from random import Random
from statistics import median

from antiphon_engine.core.asked import Scale, asked
from antiphon_engine.core.ending import Ending
from antiphon_engine.core.limit import Limit
from antiphon_engine.core.listener import CHORD, DRONE
from antiphon_engine.core.schedule import Planned
from antiphon_engine.core.shaping import loudness_of, shaped
from antiphon_engine.params import Params
from antiphon_models.improviser import Improviser, Proposal
from antiphon_models.music.key import Key, estimate_key, fitting_scale
from antiphon_models.music.notes import Note
from antiphon_models.music.pulse import Pulse

LARGEST_CHORD = 6
# Sums of intervals miss the end of a bar by less than this, in seconds.
ROUNDING = 1e-6
# The last note rests at least this many iois of the answer.
LAST_NOTE = 2.0
# How much it tells against an ending that its pitch is no resting place in the phrase's key.
RESTLESS = 1.5


class Responder:
    """One answer as it is made, note by note, on a fork of the mind.

    `last_onset` is the latest onset the fork has taken in. `phrase` is what is answered;
    its mean velocity sets the loudness, its key the endings. `heat` multiplies the
    temperature; `pulse` is the grid that quantising pulls to.
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
        pulse: Pulse | None = None,
    ) -> None:
        self._fork = fork
        self._rng = rng
        self._limit = limit
        self._phrase = phrase
        self._heat = heat
        self._pulse = pulse
        self._loudness = loudness_of(phrase)
        self._last_onset = last_onset
        self._first_onset = math.nan
        self._offsets: dict[int, float] = {}
        self._iois: list[float] = []
        self._ending = Ending()
        self._count = 0
        self._chord = 0
        self._is_over = False

    def next_note(self, params: Params, onset: float | None = None) -> Planned | None:
        """Return the next note of the answer, or None when the answer is complete.

        `onset`, where given, is already decided, in seconds.
        """
        if self._is_over:
            return None
        ioi = None if onset is None else max(onset - self._last_onset, 0.0)
        scale = self._scale if params.scale_lock == "auto" else None
        proposal = self._fork.propose(asked(params, scale, self._heat), self._rng, ioi)
        note = self._in_time(proposal, params, onset)
        if self._is_complete(note.onset, params):
            self._is_over = True
            return None
        self._take_in(note)
        if params.phrase_endings and not self._limit.is_exact and self._closes(note):
            self._is_over = True
            note = self._held(note)
        return shaped(note, proposal.source, self._loudness, params)

    def resume(self, note: Note) -> None:
        """Go on after `note`, which was said as part of this answer."""
        self._take_in(note)
        self._closes(note)

    @cached_property
    def _scale(self) -> Scale | None:
        return fitting_scale(self._phrase)

    @cached_property
    def _key(self) -> Key | None:
        return estimate_key(self._phrase)

    # When.

    def _in_time(self, proposal: Proposal, params: Params, onset: float | None) -> Note:
        onset = self._free_onset(proposal.ioi, params) if onset is None else onset
        if params.quantise and self._pulse:
            onset += params.quantise * self._pull(onset, self._pulse)
        # A key whose note-off was lost is remembered as minutes long.
        return Note(proposal.pitch, proposal.velocity, onset, min(proposal.duration, DRONE))

    def _free_onset(self, ioi: float, params: Params) -> float:
        if ioi < CHORD and self._chord >= LARGEST_CHORD:
            ioi = 4 * CHORD
        # Whatever the mind says, no silence is longer than the player asked for.
        latest = max(self._offsets.values(), default=math.inf) + params.longest_rest
        return min(self._last_onset + ioi, latest)

    def _pull(self, onset: float, pulse: Pulse) -> float:
        """How far a note is from the point of the grid that it belongs to."""
        if self._count == 0:
            # It cannot come before it is decided.
            return pulse.next(onset) - onset
        point = pulse.nearest(onset)
        # Chords and ornaments stay as close to the note before as they are.
        return point - onset if point - self._last_onset >= CHORD <= onset - self._last_onset else 0

    # The end.

    def _is_complete(self, onset: float, params: Params) -> bool:
        if self._count == 0:
            return False
        is_sought = params.phrase_endings and self._ending.is_known
        slack = self._limit.slack if is_sought else 1.0
        is_late = onset - self._first_onset >= self._limit.seconds * slack - ROUNDING
        return is_late or self._count >= self._limit.notes

    def _closes(self, note: Note) -> bool:
        closing = self._fork.closing()
        if self._key:
            closing *= math.exp(RESTLESS * (self._key.stability(note.pitch) - 1.0))
        seconds = note.onset - self._first_onset
        return self._ending.is_here(closing, self._limit.spent(self._count, seconds))

    def _held(self, note: Note) -> Note:
        """The last note, held longer than those before, as players do."""
        held = LAST_NOTE * median(self._iois) if self._iois else 0.0
        return replace(note, duration=max(note.duration, held))

    def _take_in(self, note: Note) -> None:
        self._fork.play(note)
        if self._count == 0:
            self._first_onset = note.onset
        elif note.onset - self._last_onset >= CHORD:
            self._iois.append(note.onset - self._last_onset)
        self._chord = self._chord + 1 if note.onset - self._last_onset < CHORD else 1
        # By pitch, because a pitch struck again ends the note before it.
        self._offsets[note.pitch] = note.offset
        self._last_onset = note.onset
        self._count += 1
