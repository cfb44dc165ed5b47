import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase, inter_onset_intervals, phrase_of
from builders import phrase as notes_of

PHRASE = Phrase(tuple(notes_of("C4:1 E4+G4:2 r:1 C5:1", onset=10.0)))


def test_a_phrase_knows_its_times():
    assert (PHRASE.onset, PHRASE.offset, PHRASE.span) == (10.0, 12.5, 2.5)
    assert PHRASE.inter_onset_intervals == [0.5, 0.0, 1.5]


def test_a_long_note_may_end_after_the_last_one():
    held = Phrase((Note(48, 80, 0.0, 4.0), Note(60, 80, 1.0, 0.5)))
    assert (held.offset, held.span) == (4.0, 4.0)


def test_a_phrase_knows_its_pitches():
    assert PHRASE.pitches == (60, 64, 67, 72)
    assert PHRASE.pitch_range == (60, 72)


def test_a_phrase_without_notes_is_allowed():
    empty = Phrase()
    assert (len(empty), empty.span, empty.pitch_range) == (0, 0.0, None)
    assert empty.inter_onset_intervals == []


def test_transposing_moves_the_pitches_only():
    moved = PHRASE.transposed(-12)
    assert moved.pitches == (48, 52, 55, 60)
    assert moved.transposed(12) == PHRASE


def test_transposing_out_of_range_is_refused():
    with pytest.raises(ValueError, match=r"pitch 132 is not in 0\.\.127"):
        PHRASE.transposed(60)


def test_shifting_moves_the_onsets_only():
    assert PHRASE.shifted(-10.0) == Phrase(tuple(notes_of("C4:1 E4+G4:2 r:1 C5:1")))


def test_notes_out_of_order_are_refused():
    with pytest.raises(ValueError, match="note 2 begins before the note that precedes it"):
        Phrase((Note(60, 80, 1.0), Note(62, 80, 0.5)))


@given(st.lists(st.tuples(st.integers(0, 127), st.floats(0, 100)), max_size=20))
def test_any_notes_can_be_put_in_order(played):
    notes = [Note(pitch, 80, onset) for pitch, onset in played]
    ordered = phrase_of(notes)
    assert sorted(ordered.pitches) == sorted(pitch for pitch, _ in played)
    assert all(ioi >= 0.0 for ioi in ordered.inter_onset_intervals)


def test_fewer_than_two_onsets_have_no_interval():
    assert inter_onset_intervals([]) == inter_onset_intervals([3.0]) == []
