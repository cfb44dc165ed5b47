from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.codecs.note_stream import (
    DURATION,
    IOI,
    STYLES,
    VOCABULARY_HASH,
    encode,
    feed,
    sounded,
    velocity_bin_of,
    velocity_of,
)
from antiphon_models.music.notes import Note

C, E = Note(60, 80, 0.0, 0.4), Note(64, 90, 0.5, 0.2)

played = st.builds(
    Note,
    st.integers(0, 127),
    st.integers(1, 127),
    st.floats(0.0, 20.0),
    st.floats(0.0, 10.0),
)
melodies = st.lists(played, min_size=1, max_size=12).map(
    lambda notes: sorted(notes, key=lambda note: note.onset)
)


def test_the_first_note_comes_after_a_long_silence():
    stream = encode([C])
    assert (stream.pitch[0], stream.ioi_bin[0], stream.ioi_inside[0]) == (60, 39, 1.0)
    assert (stream.sounded_bin[0], stream.sounded_inside[0]) == (0, 0.0)


def test_a_chord_is_an_interval_of_bin_nought():
    stream = encode([Note(60, 80, 1.0, 1.0), Note(64, 80, 1.01, 1.0)])
    assert stream.ioi_bin[1] == 0
    assert stream.sounded_bin[1] == 0


def test_the_duration_fed_is_that_of_the_note_before_as_far_as_it_has_sounded():
    assert sounded(0.4, 0.5) == 0.4
    assert sounded(2.0, 0.5) == 0.5
    assert sounded(0.0, 0.5) == 0.5
    assert encode([C, E]).sounded_bin[1] == DURATION.bin_of(0.4)[0]


def test_nothing_of_the_future_is_fed():
    longer = Note(60, 80, 0.0, 7.0)
    assert encode([longer, E]).sounded_bin[1] == DURATION.bin_of(0.5)[0]
    assert feed(E, longer) == feed(E, Note(60, 80, 0.0, 0.0))


@given(melodies)
def test_feeding_live_equals_encoding_the_whole(notes):
    stream = encode(notes)
    live = [feed(note, before) for note, before in zip(notes, [None, *notes[:-1]], strict=True)]
    assert [fed.pitch for fed in live] == stream.pitch.tolist()
    assert [fed.velocity for fed in live] == stream.velocity.tolist()
    for bins, name in ((IOI, "ioi"), (DURATION, "sounded")):
        for step, fed in enumerate(live):
            one = bins.seconds_of(getattr(fed, f"{name}_bin"), getattr(fed, f"{name}_inside"))
            index = int(getattr(stream, f"{name}_bin")[step])
            other = bins.seconds_of(index, float(getattr(stream, f"{name}_inside")[step]))
            assert one == pytest.approx(other, rel=1e-5, abs=1e-7)


@given(melodies, st.floats(0.1, 100.0))
def test_when_it_is_played_makes_no_difference(notes, later):
    moved = [Note(n.pitch, n.velocity, n.onset + later, n.duration) for n in notes]
    here, there = encode(notes), encode(moved)
    assert here.pitch.tolist() == there.pitch.tolist()
    assert np.abs(here.duration_bin - there.duration_bin).max() == 0


@given(st.integers(1, 127))
def test_a_velocity_stays_in_its_bin(velocity):
    assert velocity_bin_of(velocity_of(velocity_bin_of(velocity))) == velocity_bin_of(velocity)
    assert abs(velocity_of(velocity_bin_of(velocity)) - velocity) <= 4


def test_velocities_of_bins_are_what_midi_allows():
    assert [velocity_of(index) for index in (0, 7, 15)] == [4, 60, 124]


def test_an_empty_phrase_is_an_empty_stream():
    stream = encode([])
    assert {len(getattr(stream, field.name)) for field in fields(stream)} == {0}


def test_the_vocabulary_is_the_one_that_the_shipped_weights_know():
    assert VOCABULARY_HASH == "6add55fe0a8c8dee9dde13bfc42654ebf067016457e7f6b583f83f1cad3dadda"
    shipped, own = ("any", "bach", "jazz", "pop", "piano", "fiddle"), ("folk", "chorale", "mine")
    assert (*shipped, *own) == STYLES
