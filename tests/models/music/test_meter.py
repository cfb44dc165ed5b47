from itertools import accumulate
from math import log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.music.meter import (
    beats_to_seconds,
    estimate_tempo,
    seconds_to_beats,
    seconds_to_ticks,
    ticks_to_seconds,
)

iois = st.lists(st.floats(0.05, 2.0), min_size=3, max_size=31)


def at_tempo(beats: list[float], tempo_bpm: float, looseness: float = 0.0) -> list[float]:
    rng = Random(3)
    return sorted(beats_to_seconds(beat, tempo_bpm) + rng.gauss(0, looseness) for beat in beats)


def octaves_apart(one: float, other: float) -> float:
    return abs(log2(one / other) - round(log2(one / other)))


def test_a_beat_at_120_lasts_half_a_second():
    assert beats_to_seconds(1, 120) == 0.5
    assert seconds_to_beats(2.0, 90) == 3.0


def test_a_quarter_is_ppqn_ticks():
    assert seconds_to_ticks(0.5, 120, 480) == 480
    assert seconds_to_ticks(0.26, 120, 96) == 50
    assert ticks_to_seconds(240, 60, 480) == 0.5


@given(st.integers(0, 10**7), st.floats(20, 300))
def test_ticks_survive_the_way_to_seconds_and_back(ticks, tempo_bpm):
    assert seconds_to_ticks(ticks_to_seconds(ticks, tempo_bpm, 480), tempo_bpm, 480) == ticks


@pytest.mark.parametrize("tempo_bpm", [65, 90, 104, 120, 150])
def test_steady_quarters_give_their_tempo(tempo_bpm):
    assert estimate_tempo(at_tempo(list(range(8)), tempo_bpm)) == pytest.approx(tempo_bpm)


@pytest.mark.parametrize("tempo_bpm", [90, 104, 120, 150])
def test_loosely_played_eighths_give_the_quarter(tempo_bpm):
    eighths = [number / 2 for number in range(16)]
    assert estimate_tempo(at_tempo(eighths, tempo_bpm, 0.01)) == pytest.approx(tempo_bpm, rel=0.04)


@pytest.mark.parametrize("tempo_bpm", [65, 90, 120, 150])
@pytest.mark.parametrize("swing", [0.6, 2 / 3])
def test_swung_eighths_give_the_quarter(tempo_bpm, swing):
    swung = [onset for beat in range(12) for onset in (beat, beat + swing)]
    assert estimate_tempo(at_tempo(swung, tempo_bpm, 0.01)) == pytest.approx(tempo_bpm, rel=0.04)


def test_a_chord_counts_as_one_onset():
    chords = [0.0, 0.01, 0.02, 0.6, 0.61, 1.2, 1.21, 1.8]
    assert estimate_tempo(chords) == pytest.approx(100, rel=0.04)
    assert estimate_tempo([0.0, 0.0, 0.0, 0.6, 1.2]) is None


@pytest.mark.parametrize("onsets", [[], [1.0], [0.0, 0.5, 1.0], [2.0, 2.0, 2.0, 2.0, 2.0]])
def test_fewer_than_four_onsets_give_no_tempo(onsets):
    assert estimate_tempo(onsets) is None


@given(iois)
def test_whatever_is_played_the_tempo_is_in_range(played):
    tempo_bpm = estimate_tempo(list(accumulate(played, initial=0.0)))
    assert tempo_bpm is None or 60 <= tempo_bpm <= 180


# Powers of two scale floats exactly, so that even free playing falls into the same groups.
@given(iois, st.sampled_from([0.25, 0.5, 2.0, 4.0]))
def test_doubled_time_changes_the_tempo_by_octaves_only(played, scale):
    onsets = list(accumulate(played, initial=0.0))
    once = estimate_tempo(onsets)
    scaled = estimate_tempo([onset * scale for onset in onsets])
    assert (once is None) == (scaled is None)
    if once and scaled:
        assert octaves_apart(once, scaled) < 1e-9


@given(st.floats(0.3, 3.0))
def test_scaled_time_scales_the_tempo_but_for_octaves(scale):
    played = [0, 1, 1.5, 2, 3, 3.5, 4, 5, 5.5, 6, 7, 8]
    tempo_bpm = estimate_tempo(at_tempo([beat * scale for beat in played], 100))
    assert tempo_bpm is not None
    assert octaves_apart(tempo_bpm, 100 / scale) < 0.01
