"""From the note that the mind means to the note that is sent: transposed, as loud as the player.

Knows one note and the knobs; does not know what comes before or after.
"""

from collections.abc import Sequence
from dataclasses import replace

from antiphon_engine.core.schedule import Planned
from antiphon_engine.params import Params
from antiphon_models.improviser import Source
from antiphon_models.music.notes import HIGHEST_PITCH, LOWEST_PITCH, Note

# Of the mind's own light and shade, this much is kept when the loudness follows the player.
SHADE = 0.5
MIDDLE_VELOCITY = 72


def loudness_of(phrase: Sequence[Note]) -> float:
    """Return the mean velocity of `phrase`, a middle one without notes."""
    if not phrase:
        return MIDDLE_VELOCITY
    return sum(note.velocity for note in phrase) / len(phrase)


def shaped(note: Note, source: Source, loudness: float, params: Params) -> Planned:
    """Return `note` as it is to be sent, where the player's loudness is `loudness`."""
    pitch = note.pitch + params.transpose
    # A transposition that leaves the keyboard comes back by octaves.
    while not LOWEST_PITCH <= pitch <= HIGHEST_PITCH:
        pitch += 12 if pitch < LOWEST_PITCH else -12
    sent = replace(
        note,
        pitch=pitch,
        velocity=_followed(note.velocity, loudness, params.velocity_follow),
        onset=note.onset + params.output_offset_ms / 1000,
    )
    return Planned(sent, params.channel_out - 1, source, note)


def _followed(velocity: int, loudness: float, follow: float) -> int:
    following = loudness + SHADE * (velocity - MIDDLE_VELOCITY)
    return max(1, min(127, round(follow * following + (1 - follow) * velocity)))
