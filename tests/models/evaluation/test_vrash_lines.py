"""What is measured of lines side by side: loops, copies, information, and the filtered half."""

import numpy as np
import pytest

pytest.importorskip("sklearn")

from antiphon_models.codecs.note_delays import NoteDelays
from antiphon_models.corpus.tracks import Track
from antiphon_models.evaluation.vrash_lines import (
    NOTES,
    filtered,
    generated_lines,
    index_of,
    information,
    measured,
    real_lines,
)
from small_vrash import small_weights


def line(pitches, notes=NOTES):
    return NoteDelays(np.resize(pitches, notes), np.resize([8, 5, 5], notes))


def track(pitches, notes, style="jazz"):
    return Track("t", style, line(pitches, notes), False)


def test_a_figure_that_goes_round_is_all_loop_and_few_grams() -> None:
    found = measured([line([40, 42, 44, 47])])
    assert (found.lines, found.notes) == (1, 256)
    assert found.repeated_pitch == found.repeated_note == 0.0
    assert found.loop == 252 / 256
    assert found.distinct_grams == 4 / 249
    assert found.pitch_entropy == 2.0


def test_repeats_are_of_the_pitch_or_of_the_whole_note() -> None:
    found = measured([line([40, 40, 40])])
    assert found.repeated_pitch == 1.0
    # Of three delays in turn, the last two are the same.
    assert found.repeated_note == pytest.approx(1 / 3, abs=0.01)


def test_what_is_in_a_training_track_in_any_key_is_copied() -> None:
    rng = np.random.default_rng(1)
    tune = rng.integers(30, 50, 100)
    learned = index_of([Track("t", "jazz", line(tune, 100), False)])
    own = rng.integers(30, 50, NOTES)
    own[10:40] = tune[20:50] + 3
    found = measured([NoteDelays(own, np.zeros_like(own))], learned)
    assert found.copied == pytest.approx(30 / 256, abs=3 / 256)


def test_real_lines_are_stretches_of_the_style_without_overlap() -> None:
    tracks = [track([40, 41], 600), track([50], 300), track([60], 900, "bach"), track([40], 100)]
    found = real_lines(tracks, "jazz", 10, seed=1)
    assert len(found) == 3
    assert {len(one.pitch) for one in found} == {NOTES}
    assert len(real_lines(tracks, "jazz", 2, seed=1)) == 2


def test_a_colder_line_is_less_various() -> None:
    warm, cold = (
        measured(generated_lines(small_weights(), 0, 4, temperature, 1)).pitch_entropy
        for temperature in (1.0, 0.2)
    )
    assert cold < warm


def test_information_of_two_keys_is_what_shuffling_leaves() -> None:
    found = information([line([40, 41]), line([50, 51])], seed=1)
    assert found["bits"][0] > 1.9
    assert found["shuffled"][0] == pytest.approx(1.0, abs=0.05)


def test_the_filter_keeps_the_half_that_is_most_like_real_tracks() -> None:
    rng = np.random.default_rng(1)
    real = [line(rng.permutation(12) + 40) for _ in range(12)]
    wild = [NoteDelays(rng.integers(0, 84, NOTES), rng.integers(0, 20, NOTES)) for _ in range(20)]
    kept = filtered(real, [*wild[:6], *real[:6]], wild[6:])
    assert [id(one) for one in kept] == [id(one) for one in real[:6]]
