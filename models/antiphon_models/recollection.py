"""What comes to mind of two memories: the player's own playing, and the pieces that were taught.

Knows motifs and where they come from; knows no network, and not when a motif is played.
"""

from typing import NamedTuple

from antiphon_models.music.motif import Motif
from antiphon_models.sampling import Distribution
from antiphon_models.taught_memory import TaughtMotif


class Recollection(NamedTuple):
    """A motif and the name of the taught piece it is from, "" for the player's own playing."""

    motif: Motif
    piece: str


def recalled(
    own: Motif | None, taught: TaughtMotif | None, likely: Distribution
) -> Recollection | None:
    """Return the motif with the longer match, the player's own where both are as long.

    One whose pitch has no probability in `likely` is passed over; None if nothing is left.
    """
    offered = [Recollection(own, "")] if own else []
    if taught:
        offered.append(Recollection(*taught))
    possible = [each for each in offered if likely[each.motif.pitch] > 0.0]
    return max(possible, key=lambda each: each.motif.match_length, default=None)
