import numpy as np

from antiphon_models.corpus.piece import Piece
from antiphon_models.training.drawn_windows import (
    alike_together,
    drawn_windows,
    without_notes,
)
from antiphon_models.training.note_stream_data import columns_of, plain_cuts
from builders import line


def cuts_of(*lengths):
    """Cuts of so many notes each."""
    pieces = [Piece("a", "jazz", tuple(line([60, 62] * length)[:length]), False)
              for length in lengths]  # fmt: skip
    return plain_cuts(columns_of(pieces), 100)


def test_a_window_is_drawn_alike_whoever_draws_it():
    cuts = cuts_of(*range(5, 13))
    together = drawn_windows(cuts, range(8), (3, 1))
    alone = drawn_windows(cuts, [5], (3, 1))
    width = alone.is_note.shape[1]
    for all_rows, one_row in zip(together.notes, alone.notes, strict=True):
        assert np.array_equal(all_rows[5, :width], one_row[0])
    assert together.style[5] == alone.style[0]


def test_another_epoch_draws_other_windows():
    cuts = cuts_of(*range(5, 13))
    one, other = (drawn_windows(cuts, range(8), (3, epoch)) for epoch in (0, 1))
    assert not np.array_equal(one.notes[0], other.notes[0])


def test_a_batch_is_as_wide_as_its_longest_window():
    cuts = cuts_of(40, 5, 7)
    assert drawn_windows(cuts, [1, 2], (0, 0)).is_note.sum(axis=1).tolist() == [5, 7]
    assert drawn_windows(cuts, [1, 2], (0, 0)).is_note.shape == (2, 7)


def test_windows_of_a_batch_are_of_about_one_length():
    lengths = [2 + (number * 37) % 50 for number in range(50)]
    together = alike_together(cuts_of(*lengths), 4, np.random.default_rng(0))
    assert sorted(map(len, together)) == sorted(lengths)
    batches = [[len(cut) for cut in together[start : start + 4]] for start in range(0, 50, 4)]
    assert all(max(batch) - min(batch) <= 4 for batch in batches)
    assert [max(batch) for batch in batches[:-1]] != sorted(max(batch) for batch in batches[:-1])
    assert len(batches[-1]) == 2


def test_a_share_of_nothing_counts_for_nothing():
    batch = without_notes(drawn_windows(cuts_of(6), [0], (0, 0)))
    assert not batch.is_note.any()
