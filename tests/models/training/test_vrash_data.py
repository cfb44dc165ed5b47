"""Windows of tracks as batches: whole, in some key, sometimes without their style."""

from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("torch")

from antiphon_models.codecs.note_delays import NoteDelays
from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.corpus.tracks import Track
from antiphon_models.training.vrash_data import held_out_batches, training_batches


def track(notes, style="pop", pitch=40):
    numbers = np.arange(notes)
    return Track(f"{style}{notes}", style, NoteDelays(pitch + numbers % 5, numbers % 3), False)


def windows(tracks, epochs=20):
    rng = np.random.default_rng(1)
    return [
        (pitch.tolist(), delay.tolist(), int(style))
        for _ in range(epochs)
        for batch in training_batches(tracks, rng)
        for pitch, delay, style in zip(*batch, strict=True)
    ]


def test_windows_are_of_the_lengths_that_a_track_has_room_for() -> None:
    assert {len(pitch) for pitch, _, _ in windows([track(200)])} == {16, 32, 64}
    assert {len(pitch) for pitch, _, _ in windows([track(40)])} == {16, 32}


def test_each_window_is_one_stretch_of_the_track_in_some_key() -> None:
    keys = set()
    for pitch, delay, _ in windows([track(200)]):
        steps = [later - earlier for earlier, later in pairwise(pitch)]
        assert set(steps) <= {1, -4}
        assert [delay[n] for n in range(3)] == [(delay[0] + n) % 3 for n in range(3)]
        keys.add(min(pitch))
    assert keys == set(range(34, 46))


def test_a_window_outside_the_alphabet_comes_in_by_octaves() -> None:
    pitches = {one for pitch, _, _ in windows([track(200, pitch=0)]) for one in pitch}
    assert min(pitches) >= 0


def test_one_window_in_five_goes_without_its_style() -> None:
    found = [style for _, _, style in windows([track(640)], epochs=60)]
    assert set(found) == {STYLES.index("any"), STYLES.index("pop")}
    assert found.count(0) / len(found) == pytest.approx(0.2, abs=0.05)


def test_bach_is_read_three_times_an_epoch() -> None:
    counts = [
        sum(len(pitch) for pitch, _, _ in windows([track(640, style)], epochs=1))
        for style in ("pop", "bach")
    ]
    assert counts[1] > 2.7 * counts[0]


def test_held_out_tracks_are_cut_from_their_first_note_on_in_their_own_key() -> None:
    [batch] = held_out_batches([track(140), track(63), track(64, "bach")])
    assert batch.pitch.shape == (3, 64)
    assert batch.pitch[0, :6].tolist() == [40, 41, 42, 43, 44, 40]
    assert batch.pitch[1, 0] == 40 + 64 % 5
    assert batch.style.tolist() == [STYLES.index("pop")] * 2 + [STYLES.index("bach")]
