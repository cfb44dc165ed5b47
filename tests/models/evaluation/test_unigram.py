import math

import pytest

from antiphon_models.corpus.piece import Piece
from antiphon_models.evaluation.unigram import unigram_bits
from antiphon_models.training.note_stream_data import columns_of
from builders import line


def pieces(pitches, style="jazz", has_velocity=False):
    return columns_of([Piece("a piece", style, tuple(line(pitches)), has_velocity)])


def test_a_note_costs_what_its_share_of_the_training_notes_says():
    # After the first note, learned three of 60 and one of 64, and one more of all 128.
    bits = unigram_bits(pieces([60, 60, 60, 60, 64]), pieces([50, 60, 64]))
    expected = (math.log2(132 / 4) + math.log2(132 / 2)) / 2
    assert bits["jazz"]["pitch"] == pytest.approx(expected)


def test_a_steady_rhythm_costs_least():
    bits = unigram_bits(pieces([60] * 1001), pieces([60] * 9))["jazz"]
    assert bits["ioi"] == pytest.approx(math.log2(1040 / 1001))
    assert bits["duration"] == pytest.approx(math.log2(1040 / 1001))


def test_only_played_velocities_are_predicted():
    assert "velocity" not in unigram_bits(pieces([60, 62]), pieces([60, 62]))["jazz"]
    played = pieces([60, 62], "pop", has_velocity=True)
    assert unigram_bits(played, played)["pop"]["velocity"] == pytest.approx(math.log2(17 / 2))


def test_a_style_learns_from_its_own_pieces_alone():
    bits = unigram_bits(pieces([60] * 500), pieces([60, 60], "pop"))
    assert bits == {
        "pop": pytest.approx({"ioi": math.log2(40), "pitch": 7.0, "duration": math.log2(40)})
    }
