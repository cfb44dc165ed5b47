"""The dictionary against a hand-worked corpus, and both rules of Algorithm 1 to the letter."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_models.corpus.violin_pitches import TABLE, read_violin_table
from antiphon_models.motif_dictionary import (
    Continuation,
    MotifLookup,
    find_motifs,
    from_tensors,
    scanned,
    to_tensors,
)
from corpora import real_data

# 1 2 3 4 three times, 2 3 4 5 twice, 1 2 3 4 5 twice.
STREAM = [1, 2, 3, 4, 5, 9, 1, 2, 3, 4, 5, 8, 1, 2, 3, 4]
# The more frequent first, then the shorter, then the earlier.
FOUND = [((1, 2, 3, 4), 3), ((2, 3, 4, 5), 2), ((1, 2, 3, 4, 5), 2)]


def test_motifs_are_what_occurs_more_than_once_the_most_frequent_first():
    found = find_motifs([STREAM])
    assert list(zip(found.motifs, found.counts, strict=True)) == FOUND
    assert found.by_length() == {4: 2, 5: 1}


def test_a_motif_may_straddle_two_sequences_and_occurrences_may_overlap():
    found = find_motifs([[1, 2, 1], [2, 1, 2, 1, 2]])
    assert list(zip(found.motifs, found.counts, strict=True)) == [
        ((1, 2, 1, 2), 3),
        ((2, 1, 2, 1), 2),
        ((1, 2, 1, 2, 1), 2),
        ((2, 1, 2, 1, 2), 2),
        ((1, 2, 1, 2, 1, 2), 2),
    ]


def test_one_pitch_again_and_again_is_no_motif():
    assert find_motifs([[3, 3, 3, 3, 3, 3, 3, 3, 3]]).motifs == ()


MOTIFS = find_motifs([STREAM]).motifs


def test_as_coded_what_was_heard_is_the_motif_but_for_its_last_token():
    assert scanned(MOTIFS, [9, 1, 2, 3], "coded") == Continuation(0, 4, 3)
    assert scanned(MOTIFS, [9, 2, 3, 4], "coded") == Continuation(1, 5, 3)
    # The longer 1 2 3 4 fits too, but is less frequent, and says the same.
    assert scanned(MOTIFS, [1, 2, 3, 4], "coded") == Continuation(1, 5, 3)
    assert scanned(MOTIFS, [5, 9, 1], "coded") is None


def test_as_printed_what_was_heard_is_the_end_of_the_motif_whose_last_token_comes_again():
    assert scanned(MOTIFS, [9, 2, 3, 4], "printed") == Continuation(0, 4, 3)
    assert scanned(MOTIFS, [3, 4, 5], "printed") == Continuation(1, 5, 3)
    assert scanned(MOTIFS, [9, 1, 2, 3], "printed") is None


def test_of_two_that_fit_the_most_frequent_speaks():
    stream = [1, 2, 3, 4, 0, 1, 2, 3, 4, 6, 1, 2, 3, 5, 7, 1, 2, 3, 5, 8, 1, 2, 3, 5]
    assert scanned(find_motifs([stream]).motifs, [1, 2, 3], "coded") == Continuation(0, 5, 3)


def test_when_little_was_heard_all_of_it_must_fit():
    assert scanned(MOTIFS, [], "coded") == Continuation(0, 4, 0)
    assert scanned(MOTIFS, [3], "coded") == Continuation(0, 4, 1)
    assert scanned(MOTIFS, [3], "printed") is None
    assert scanned(MOTIFS, [4], "printed") == Continuation(0, 4, 1)


few = st.lists(st.integers(0, 2), max_size=40)


@settings(deadline=None)
@given(few, st.lists(st.integers(0, 2), max_size=12), st.sampled_from(["printed", "coded"]))
def test_the_fast_lookup_says_what_the_scan_says(stream, heard, rule):
    motifs = find_motifs([stream]).motifs
    assert MotifLookup(motifs, rule).after(heard) == scanned(motifs, heard, rule)


@settings(deadline=None)
@given(few, st.sampled_from(["printed", "coded"]))
def test_the_fast_lookup_agrees_on_every_short_context(stream, rule):
    motifs = find_motifs([stream]).motifs
    lookup = MotifLookup(motifs, rule)
    for length in range(4):
        for heard in product(range(3), repeat=length):
            assert lookup.after(heard) == scanned(motifs, heard, rule)


def test_an_excluded_motif_says_nothing():
    lookup = MotifLookup(MOTIFS)
    assert lookup.after([1, 2, 3, 4], {1}) == Continuation(2, 5, 4)
    assert lookup.after([1, 2, 3, 4], {1, 2}) is None


def test_a_dictionary_comes_back_from_a_weights_file_arrays():
    found = find_motifs([STREAM])
    tensors = to_tensors(found)
    padded = [[1, 2, 3, 4, 255], [2, 3, 4, 5, 255], [1, 2, 3, 4, 5]]
    assert tensors["motifs.tokens"].tolist() == padded
    assert from_tensors(tensors["motifs.tokens"], tensors["motifs.counts"]) == found
    empty = to_tensors(find_motifs([[]]))
    assert len(from_tensors(empty["motifs.tokens"], empty["motifs.counts"])) == 0


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="do not fit"):
        from_tensors(np.zeros((2, 4), dtype=np.uint8), np.zeros(3, dtype=np.int32))


def test_bach_has_as_many_motifs_as_were_counted_before():
    found = find_motifs(piece.pitches for piece in read_violin_table(real_data() / TABLE))
    assert found.by_length() == {4: 4493, 5: 3331, 6: 2496, 7: 1950, 8: 1560}
