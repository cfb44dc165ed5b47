"""Mutual information against distance, by hand and against our notes on data."""

import csv
from collections import Counter
from itertools import groupby
from math import log
from random import Random

import pytest

from antiphon_models.evaluation.mutual_information import (
    curve,
    entropy,
    mutual_information,
    shuffled,
)
from corpora import real_data


def test_entropy_is_shannons_with_the_correction_of_miller_and_madow():
    assert entropy(Counter("aabb")) == pytest.approx(1.0 + 1 / (8 * log(2)))
    assert entropy(Counter("aaaa")) == 0.0


def test_an_alternation_tells_one_bit_at_every_distance():
    line = "ab" * 5000
    assert curve([line], [1, 2, 3]) == pytest.approx([1.0, 1.0, 1.0], abs=1e-3)


def test_dice_tell_nothing_once_corrected():
    rng = Random(1)
    line = [rng.randrange(8) for _ in range(4000)]
    assert mutual_information([line], 1) == pytest.approx(0.0, abs=0.004)


def test_pairs_do_not_straddle_lines():
    assert mutual_information(["ab", "ab"], 2) != mutual_information(["abab"], 2)
    assert str(mutual_information(["ab", "cd"], 2)) == "nan"


def test_shuffling_keeps_each_lines_symbols():
    lines = [[1, 2, 3, 4, 5, 6, 7], [8, 9]]
    found = shuffled(lines, seed=1)
    assert [sorted(line) for line in found] == lines
    assert found[0] != lines[0]


def test_the_ruler_gives_what_our_notes_on_data_have_for_bach():
    path = real_data() / "bach-violin" / "notes.tsv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lines = []
    for _, movement in groupby(rows, key=lambda row: row["movement"]):
        # Chords by voice; by pitch, neighbours tell 0.08 bits more.
        ordered = sorted(movement, key=lambda row: (float(row["onset_ql"]), int(row["voice"])))
        lines.append([int(row["midi_pitch"]) for row in ordered])
    found = curve(lines, [1, 2, 4, 8, 16, 32, 64])
    assert found == pytest.approx([0.50, 0.36, 0.26, 0.15, 0.11, 0.07, 0.05], abs=0.01)
    assert curve(shuffled(lines, 0), [1, 16]) == pytest.approx([0.04, 0.04], abs=0.005)
