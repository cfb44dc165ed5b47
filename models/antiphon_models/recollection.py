"""What comes to mind of two memories: the player's own playing, and the pieces that were taught.

Knows motifs and where they come from; knows no network, and not when a motif is played.
"""

from collections.abc import Sequence
from typing import NamedTuple

from antiphon_models.codecs.note_stream import IOI
from antiphon_models.mixture import Vote
from antiphon_models.music.motif import VIEWS, Motif
from antiphon_models.sampling import Distribution
from antiphon_models.taught_memory import TaughtMotif

# Each view of the player's own playing votes, and each view of what was taught.
VOTERS = 2 * len(VIEWS)
# After so long, in seconds and in usual iois, the player begins another phrase, perhaps in
# another key: he may play it again, but as an answer to the first it would be out of place.
PAUSE, PAUSE_IN_PACES = 2.0, 4.0


class Recollection(NamedTuple):
    """A motif and the name of the taught piece it is from, "" for the player's own playing."""

    motif: Motif
    piece: str

    @property
    def voter(self) -> int:
        """Who recalls it, 0 to below VOTERS."""
        return self.motif.view + (len(VIEWS) if self.piece else 0)


def recollections(own: Sequence[Motif], taught: Sequence[TaughtMotif]) -> list[Recollection]:
    """Return everything that comes to mind, the player's own first."""
    return [Recollection(motif, "") for motif in own] + [Recollection(*each) for each in taught]


def in_one_breath(recalled: Sequence[Recollection], pace: float) -> list[Recollection]:
    """Return those that the player went on with, not those that he began after a pause.

    `pace` is his usual ioi in seconds. What a taught piece does after a pause is its own
    continuation, and stays.
    """
    pause = max(PAUSE, PAUSE_IN_PACES * pace)
    return [each for each in recalled if each.piece or each.motif.ioi <= pause]


def pitch_votes(recalled: Sequence[Recollection], likely: Distribution) -> list[Vote]:
    """Return a vote of each for its pitch; none for a pitch without probability in `likely`."""
    return [
        Vote(each.voter, each.motif.pitch, each.motif.match_length)
        for each in recalled
        if likely[each.motif.pitch] > 0.0
    ]


def ioi_votes(recalled: Sequence[Recollection]) -> list[Vote]:
    """Return a vote of each for the bin of its ioi."""
    return [
        Vote(each.voter, IOI.bin_of(each.motif.ioi)[0], each.motif.match_length)
        for each in recalled
    ]


def origin(recalled: Sequence[Recollection], pitch: int) -> Recollection | None:
    """Return where `pitch` comes from: of those that foretold it the one with the longest match.

    The player's own where a taught one is as long; None if nothing foretold it.
    """
    foretold = [each for each in recalled if each.motif.pitch == pitch]
    return max(foretold, key=lambda each: each.motif.match_length, default=None)


def own_ioi(recalled: Sequence[Recollection], ioi_bin: int) -> float | None:
    """Return the exact ioi, in seconds, of the longest match whose ioi lies in `ioi_bin`.

    None if nothing foretold it.
    """
    foretold = [each for each in recalled if IOI.bin_of(each.motif.ioi)[0] == ioi_bin]
    best = max(foretold, key=lambda each: each.motif.match_length, default=None)
    return best.motif.ioi if best else None
