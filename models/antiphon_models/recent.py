"""What has just sounded, by anyone, as far as it bears on the next note.

Knows notes; knows no network, no knob and nothing of who played.
"""

from dataclasses import dataclass, replace

from antiphon_models.codecs.note_stream import FIRST_IOI
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note

# Onsets closer than this, in seconds, are one chord.
CHORD = 0.025
# The usual pace is a running mean of the iois' logarithms, pauses cut to this many seconds.
_LATEST_COUNTS, _SLOWEST = 0.2, 2.0
_NOTHING = Context()


@dataclass(frozen=True, slots=True)
class Recent:
    """The last note, the chord that it belongs to, and the pitches before it.

    `pace` is the ioi, in seconds, that led to the chord, `usual_pace` what it has lately been;
    `sounding_until` is when the last of the chord ends. Immutable, so that a fork shares it
    and goes its own way.
    """

    context: Context = _NOTHING
    last: Note | None = None
    chord: frozenset[int] = frozenset()
    pace: float = 0.0
    usual_pace: float = 0.0
    sounding_until: float = 0.0

    def after(self, note: Note) -> "Recent":
        """Return how it is once `note` has begun too."""
        ioi = note.onset - self.last.onset if self.last else FIRST_IOI
        context = self.context.after(note.pitch)
        if ioi < CHORD:
            until = max(self.sounding_until, note.offset)
            chord = self.chord | {note.pitch}
            return Recent(context, note, chord, self.pace, self.usual_pace, until)
        pace = self.usual_pace or ioi
        pace *= (min(ioi, _SLOWEST) / pace) ** _LATEST_COUNTS
        return Recent(context, note, frozenset({note.pitch}), ioi, pace, note.offset)

    def ended(self, note: Note) -> "Recent":
        """Return how it is once the duration of `note` is known, which matters for the last."""
        if self.last and (self.last.onset, self.last.pitch) == (note.onset, note.pitch):
            return replace(self, last=note, sounding_until=note.offset)
        return self

    @property
    def left_to_sound(self) -> float:
        """How long, from the last onset, something will sound, in seconds."""
        return max(self.sounding_until - self.last.onset, 0.0) if self.last else 0.0
