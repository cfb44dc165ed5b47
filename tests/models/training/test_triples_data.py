import numpy as np
import pytest

from antiphon_models.codecs.note_triples import pitches_of
from antiphon_models.corpus.piece import Piece
from antiphon_models.training.triples_data import WindowBank, prepared
from builders import line


def piece(name, style, pitches):
    return prepared([Piece(name, style, tuple(line(pitches)), True)])[0]


BACH = piece("a", "bach", [*range(40, 80)])
JAZZ = piece("b", "jazz", [*range(80, 120)])
SHORT = piece("c", "jazz", [1, 2, 3])


def test_a_piece_goes_through_a_piano_roll_and_is_fed_as_triples():
    off = Piece("x", "bach", tuple(line([60, 62], ioi=0.2539)), True)
    (found,) = prepared([off])
    assert (found.name, found.style) == ("x", "bach")
    # Frames are 10 ms: 0.2539 s is 0.25.
    assert found.rows == pytest.approx(np.array([[60 / 128, 0, 0.25], [62 / 128, 0.25, 0.25]]))


def test_a_window_is_of_one_piece_and_the_note_that_follows_too():
    bank = WindowBank([BACH, SHORT, JAZZ], 25)
    assert len(bank) == 30
    found = bank.spread(1000)
    for seen, following in zip(pitches_of(found.seen), pitches_of(found.next), strict=True):
        assert [*seen, following] == [*range(seen[0], seen[0] + 26)]


def test_styles_are_drawn_as_often_as_they_should_be():
    bank = WindowBank([BACH, JAZZ, piece("d", "piano", [*range(30, 80)])], 25)
    drawn = pitches_of(bank.drawn(np.random.default_rng(1), 4000).next)
    # Of 0.2 each for Bach and jazz and 0.4 for the piano.
    assert np.mean(drawn > 104) == pytest.approx(0.25, abs=0.03)


def test_the_same_dice_draw_the_same_windows():
    bank = WindowBank([BACH, JAZZ], 25)
    one, other = (list(bank.batches(np.random.default_rng(5), 2, 8)) for _ in range(2))
    assert all(np.array_equal(a.seen, b.seen) for a, b in zip(one, other, strict=True))
    assert one[0].seen.shape == (8, 25, 3)


def test_windows_of_one_style_can_be_asked_for():
    bank = WindowBank([BACH, JAZZ], 25)
    assert pitches_of(bank.spread(100, "jazz").seen).min() == 80
    assert len(bank.spread(4, "jazz")) == 4
    assert len(bank.spread(100, "pop")) == 0


def test_no_pieces_of_the_length_are_no_windows():
    assert len(WindowBank([SHORT], 25)) == 0
