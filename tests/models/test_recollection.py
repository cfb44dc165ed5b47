import numpy as np

from antiphon_models.music.motif import Motif
from antiphon_models.recollection import recalled
from antiphon_models.taught_memory import TaughtMotif

LIKELY = np.full(128, 1 / 128)


def motif(pitch: int, match_length: int) -> Motif:
    return Motif(7, 1.0, pitch, 0.5, 0.4, 80, match_length, 0)


def test_the_longer_match_comes_to_mind() -> None:
    own, taught = motif(60, 4), TaughtMotif(motif(67, 5), "Blue.mid")
    assert recalled(own, taught, LIKELY) == (taught.motif, "Blue.mid")
    assert recalled(motif(60, 6), taught, LIKELY) == (motif(60, 6), "")


def test_of_matches_of_the_same_length_the_players_own_comes_to_mind() -> None:
    assert recalled(motif(60, 5), TaughtMotif(motif(67, 5), "Blue.mid"), LIKELY) == (
        motif(60, 5),
        "",
    )


def test_a_pitch_that_must_not_be_played_gives_way_to_the_other_motif() -> None:
    likely = LIKELY.copy()
    likely[67] = 0.0
    own = motif(60, 3)
    assert recalled(own, TaughtMotif(motif(67, 9), "Blue.mid"), likely) == (own, "")
    assert recalled(None, TaughtMotif(motif(67, 9), "Blue.mid"), likely) is None


def test_of_nothing_nothing_comes_to_mind() -> None:
    assert recalled(None, None, LIKELY) is None
