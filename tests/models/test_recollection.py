import numpy as np

from antiphon_models.codecs.note_stream import IOI
from antiphon_models.mixture import Vote
from antiphon_models.music.motif import CONTOUR, INTERVAL, PITCH, Motif
from antiphon_models.recollection import (
    Recollection,
    in_one_breath,
    ioi_votes,
    origin,
    pitch_votes,
    recollections,
)
from antiphon_models.taught_memory import TaughtMotif

LIKELY = np.full(128, 1 / 128)


def motif(pitch: int, match_length: int, view: int = PITCH) -> Motif:
    return Motif(7, 1.0, pitch, 0.5, 0.4, 80, match_length, 0, view)


OWN = [motif(60, 4), motif(62, 5, INTERVAL)]
TAUGHT = [TaughtMotif(motif(60, 6, CONTOUR), "Blue.mid")]


def test_each_view_of_each_memory_has_a_vote_of_its_own() -> None:
    recalled = recollections(OWN, TAUGHT)
    assert pitch_votes(recalled, LIKELY) == [Vote(0, 60, 4), Vote(1, 62, 5), Vote(5, 60, 6)]


def test_nobody_votes_for_a_pitch_that_must_not_be_played() -> None:
    likely = LIKELY.copy()
    likely[60] = 0.0
    assert pitch_votes(recollections(OWN, TAUGHT), likely) == [Vote(1, 62, 5)]


def test_a_motif_votes_for_its_own_time() -> None:
    assert ioi_votes(recollections(OWN[:1], [])) == [Vote(0, IOI.bin_of(0.5)[0], 4)]


def test_a_pitch_comes_from_where_the_match_is_longest() -> None:
    recalled = recollections(OWN, TAUGHT)
    assert origin(recalled, 60) == Recollection(TAUGHT[0].motif, "Blue.mid")
    assert origin(recalled, 62) == Recollection(OWN[1], "")


def test_of_matches_as_long_the_players_own_comes_first() -> None:
    recalled = recollections([motif(60, 6)], TAUGHT)
    assert origin(recalled, 60) == Recollection(motif(60, 6), "")


def test_a_pitch_that_nothing_foretold_has_no_origin() -> None:
    assert origin(recollections(OWN, TAUGHT), 61) is None
    assert origin([], 60) is None


def test_what_the_player_began_after_a_pause_does_not_come_to_mind() -> None:
    later, later_taught = OWN[0]._replace(ioi=2.5), OWN[0]._replace(ioi=9.0)
    recalled = recollections([later, OWN[1]], [TaughtMotif(later_taught, "Blue.mid")])
    assert in_one_breath(recalled, pace=0.25) == recalled[1:]


def test_a_slow_player_does_not_pause_so_soon() -> None:
    recalled = recollections([OWN[0]._replace(ioi=2.5)], [])
    assert in_one_breath(recalled, pace=1.0) == recalled
