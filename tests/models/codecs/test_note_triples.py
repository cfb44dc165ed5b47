import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.codecs.note_triples import (
    LONGEST,
    Triple,
    decoded,
    encoded,
    fed,
    pitches_of,
    windows,
)
from antiphon_models.music.notes import Note
from builders import phrase


def test_a_melody_is_pitch_step_and_duration():
    assert encoded(phrase("C4 D4:2 r:1 E4", beat=0.5)) == [
        Triple(60, 0.0, 0.5),
        Triple(62, 0.5, 1.0),
        Triple(64, 1.5, 0.5),
    ]


def test_the_first_note_has_no_step_however_late_it_is():
    assert encoded([Note(60, 80, 7.5, 0.25)]) == [Triple(60, 0.0, 0.25)]


def test_a_chord_is_notes_of_step_zero_from_the_lowest_up():
    assert encoded(phrase("G4+C4+E4 C5", beat=0.5)) == [
        Triple(60, 0.0, 0.5),
        Triple(64, 0.0, 0.5),
        Triple(67, 0.0, 0.5),
        Triple(72, 0.5, 0.5),
    ]


def test_notes_out_of_order_are_put_in_order_of_onset():
    late, early = Note(60, 80, 2.0, 0.5), Note(72, 80, 1.0, 3.0)
    assert encoded([late, early]) == [Triple(72, 0.0, 3.0), Triple(60, 1.0, 0.5)]


def test_no_notes_are_no_triples():
    assert encoded([]) == []
    assert decoded([]) == []
    assert fed([]).shape == (0, 3)


notes = st.lists(
    st.builds(
        Note,
        st.integers(0, 127),
        st.just(80),
        # Binary fractions, so that sums of steps are exact.
        st.integers(0, 4000).map(lambda n: n / 64),
        st.integers(1, 400).map(lambda n: n / 64),
    )
)


@given(notes)
def test_notes_come_back_as_they_were(played):
    ordered = sorted(played, key=lambda note: (note.onset, note.pitch))
    onset = ordered[0].onset if ordered else 0.0
    back = decoded(encoded(played), onset=onset)
    assert [(n.pitch, n.onset) for n in back] == [(n.pitch, n.onset) for n in ordered]
    assert sorted((n.pitch, n.onset, n.duration) for n in back) == sorted(
        (n.pitch, n.onset, n.duration) for n in ordered
    )


@pytest.mark.parametrize(
    "triple",
    [Triple(128, 0.0, 1.0), Triple(60, -0.1, 1.0), Triple(60, float("nan"), 1.0)],
)
def test_what_is_no_note_is_refused(triple):
    with pytest.raises(ValueError, match=r"128|step"):
        decoded([triple])


def test_what_is_fed_is_pitch_in_a_unit_and_times_up_to_the_longest():
    rows = fed([Triple(0, 0.0, 0.5), Triple(127, 60.0, LONGEST)])
    assert rows.tolist() == [[0.0, 0.0, 0.5], [127 / 128, LONGEST, LONGEST]]
    assert rows.dtype == np.float32


def test_every_pitch_comes_back_from_what_is_fed():
    assert pitches_of(fed([Triple(p, 0.0, 0.1) for p in range(128)])).tolist() == list(range(128))


def test_windows_are_25_notes_each_and_the_note_that_follows():
    rows = fed([Triple(pitch, 0.1, 0.2) for pitch in range(28)])
    seen, following = windows(rows)
    assert seen.shape == (3, 25, 3)
    assert (pitches_of(seen) == [[*range(25)], [*range(1, 26)], [*range(2, 27)]]).all()
    assert pitches_of(following).tolist() == [25, 26, 27]


@pytest.mark.parametrize("count", [0, 1, 25])
def test_a_piece_that_fills_no_window_has_none(count):
    seen, following = windows(fed([Triple(60, 0.1, 0.2)] * count))
    assert (seen.shape, following.shape) == ((0, 25, 3), (0, 3))
