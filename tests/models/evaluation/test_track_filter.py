from random import Random

import pytest

pytest.importorskip("sklearn")

from antiphon_models.evaluation import track_filter
from antiphon_models.evaluation.track_filter import (
    METHODS,
    TEST_SHARES,
    filter_table,
    in_windows,
    telling_features,
)
from builders import line


def wandering(seed, notes=32):
    rng = Random(seed)
    return line([rng.randint(48, 72) for _ in range(notes)])


def circling(seed, notes=32):
    return line([60 + seed % 12, 62 + seed % 5] * (notes // 2))


GOOD = [wandering(seed) for seed in range(20)]
BAD = [circling(seed) for seed in range(40)]


@pytest.fixture(autouse=True)
def few_splits(monkeypatch):
    monkeypatch.setattr(track_filter, "SPLITS", 3)


def test_the_table_has_the_rows_of_the_papers():
    rows = filter_table(GOOD, BAD, 1)
    assert [(row.method, row.share) for row in rows] == [
        (method, share) for method in METHODS for share in TEST_SHARES
    ]
    assert [(row.bad, row.good) for row in rows[:4]] == [(20, 10), (16, 8), (12, 6), (8, 4)]


def test_what_differs_is_told_apart_by_each_method():
    for row in filter_table(GOOD, BAD, 1):
        assert (row.recall, row.precision, row.let_through, row.auc) == (1.0, 1.0, 0.0, 1.0)
        assert row.chance == pytest.approx(1 / 3)


def test_what_does_not_differ_is_not_told_apart():
    alike = [wandering(seed) for seed in range(100, 180)]
    rows = filter_table(alike[:40], alike[40:], 1)
    # Chance, as near as so few tracks can tell.
    assert 0.35 < sum(row.auc for row in rows) / len(rows) < 0.65


def test_the_same_seed_gives_the_same_table():
    alike = [wandering(seed) for seed in range(40)]
    tables = [filter_table(alike[:20], alike[20:], seed) for seed in (5, 5, 6)]
    assert tables[0] == tables[1] != tables[2]


def test_a_sampling_vector_tells_where_the_notes_do_not():
    alike = [wandering(seed) for seed in range(40)]
    vectors = [[5.0]] * 20 + [[-5.0]] * 20
    without = filter_table(alike[:20], alike[20:], 1)
    told = filter_table(alike[:20], alike[20:], 1, vectors=vectors)
    assert max(row.auc for row in without) < 0.9 < min(row.auc for row in told)


def test_the_most_telling_feature_comes_first_and_good_is_above_nought():
    weights = telling_features(GOOD, BAD)
    assert weights[0].weight > 0
    assert abs(weights[0].weight) >= abs(weights[-1].weight)
    # Every length is the same, which tells nothing.
    assert {each.weight for each in weights if each.feature.startswith("length")} == {0.0}


def test_too_few_tracks_are_refused():
    with pytest.raises(ValueError, match="9 good and 40 bad tracks; ten of each are the least"):
        filter_table(GOOD[:9], BAD, 1)


def test_stretches_are_of_one_length_and_do_not_overlap():
    tracks = [line(list(range(40, 60))), line(list(range(60, 67)))]
    stretches = in_windows(tracks, 6, 10, 1)
    assert sorted([note.pitch for note in each] for each in stretches) == [
        list(range(40, 46)),
        list(range(46, 52)),
        list(range(52, 58)),
        list(range(60, 66)),
    ]
    assert len(in_windows(tracks, 6, 2, 1)) == 2
