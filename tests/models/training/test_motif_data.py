import numpy as np

from antiphon_models.codecs.pitch_sequence import PitchAlphabet, PitchSequence
from antiphon_models.training.motif_data import split_by_piece, split_by_window, windows_of

ALPHABET = PitchAlphabet(tuple(range(60, 72)))
TWO = [PitchSequence("a", (60, 61, 62, 63, 64)), PitchSequence("b", (70, 69, 68, 67))]


def test_a_window_has_the_next_token_after_it_and_stays_in_its_piece():
    windows = windows_of(TWO, ALPHABET, 3)
    assert windows.tokens.tolist() == [[0, 1, 2], [1, 2, 3], [10, 9, 8]]
    assert windows.following.tolist() == [3, 4, 7]


def test_a_piece_no_longer_than_a_window_gives_none():
    assert len(windows_of(TWO, ALPHABET, 5)) == 0


def test_batches_hold_every_window_once_in_another_order_each_time():
    windows = windows_of([PitchSequence("a", tuple(range(60, 72)) * 2)], ALPHABET, 3)
    rng = np.random.default_rng(1)
    orders = []
    for _ in range(2):
        batches = list(windows.batches(4, rng))
        assert [len(batch) for batch in batches] == [4, 4, 4, 4, 4, 1]
        orders.append(np.concatenate([batch.tokens for batch in batches]).tolist())
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(windows.tokens.tolist())
    rows = np.concatenate([batch.tokens for batch in batches])
    following = np.concatenate([batch.following for batch in batches])
    assert ((rows[:, -1] + 1) % 12 == following).all()


def test_whole_pieces_are_held_out_by_their_names():
    pieces = [PitchSequence(f"bwv1001_mov{number}", (60, 61)) for number in range(1, 40)]
    learned, held_out = split_by_piece(pieces)
    assert len(learned) + len(held_out) == 39
    assert not {piece.name for piece in learned} & {piece.name for piece in held_out}
    assert 1 <= len(held_out) <= 10


def test_the_paper_split_cuts_at_four_fifths_of_the_windows():
    windows = windows_of([PitchSequence("a", tuple(range(60, 72)))], ALPHABET, 2)
    training, held_out = split_by_window(windows)
    assert (len(training), len(held_out)) == (8, 2)
    assert held_out.following.tolist() == [10, 11]
