"""The filter of training runs: it forgets none, and rarely takes a strange one for known."""

from random import Random

import numpy as np
import pytest

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.piece import is_held_out
from antiphon_models.corpus.split import runs as runs_of
from antiphon_models.training_runs import (
    ARCHITECTURE,
    NO_RUNS,
    SHIPPED,
    VOCABULARY,
    TrainingRuns,
    read_training_runs,
    training_runs,
    write_training_runs,
)
from antiphon_models.weights_file import Description, WeightsError, write_weights
from corpora import real_data

RUN = bytes([2, 2, 1, 2, 2, 2, 1, 255, 254, 254, 254, 255])


def write(path, config=None, **tensors):
    config = {"notes": 13, "hashes": 8} if config is None else config
    about = Description(ARCHITECTURE, config, VOCABULARY, (), "", "", {})
    write_weights(path, tensors or {"bits": np.ones(4, dtype=np.uint8)}, about)
    return path


def test_every_run_that_was_put_in_is_known():
    dice = Random(1)
    runs = {dice.randbytes(12) for _ in range(2000)}
    known = training_runs(runs)
    assert all(run in known for run in runs)


def test_one_strange_run_in_a_hundred_at_most_is_taken_for_known():
    dice = Random(1)
    known = training_runs({dice.randbytes(12) for _ in range(2000)})
    assert sum(dice.randbytes(12) in known for _ in range(2000)) < 20


def test_no_runs_hold_nothing_and_full_bits_hold_everything():
    assert RUN not in NO_RUNS
    assert RUN not in training_runs(())
    assert RUN in TrainingRuns(b"\xff")


def test_what_was_written_is_known_again(tmp_path):
    path = tmp_path / "runs.safetensors"
    runs = training_runs({RUN})
    write_training_runs(path, runs, styles=("bach",), data="d", licence="l", facts={"runs": 1})
    assert read_training_runs(path) == runs
    assert RUN in read_training_runs(path)


@pytest.mark.parametrize(
    ("config", "bits", "reason"),
    [
        ({"notes": 9, "hashes": 8}, np.ones(4, dtype=np.uint8), "holds runs of 9 notes, not 13"),
        ({"notes": 13}, np.ones(4, dtype=np.uint8), "was made with None hashes"),
        ({"notes": 13, "hashes": 10**9}, np.ones(4, dtype=np.uint8), "1000000000 hashes"),
        (None, np.ones(4, dtype=np.float32), "does not hold bits, uint8, and nothing else"),
        (None, np.ones(0, dtype=np.uint8), "does not hold bits, uint8, and nothing else"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_line(config, bits, reason, tmp_path):
    path = write(tmp_path / "runs.safetensors", config, bits=bits)
    with pytest.raises(WeightsError) as said:
        read_training_runs(path)
    assert str(said.value).startswith(f"{path}: ")
    assert reason in str(said.value)
    assert "\n" not in str(said.value)


def test_a_file_of_other_tensors_or_altered_bits_is_refused(tmp_path):
    path = write(tmp_path / "runs.safetensors", beats=np.ones(4, dtype=np.uint8))
    with pytest.raises(WeightsError, match="does not hold bits"):
        read_training_runs(path)
    write(path)
    path.write_bytes(path.read_bytes()[:-1] + b"\x07")
    with pytest.raises(WeightsError, match="sha256"):
        read_training_runs(path)


def test_a_file_that_is_gone_is_refused(tmp_path):
    with pytest.raises(WeightsError, match="cannot be read"):
        read_training_runs(tmp_path / "gone.safetensors")


def test_the_shipped_filter_holds_few_of_a_thousand_random_runs():
    dice, shipped = Random(2), read_training_runs()
    assert sum(dice.randbytes(12) in shipped for _ in range(1000)) < 20
    assert 1_000_000 < len(shipped.bits) < 3_000_000, SHIPPED


def test_the_shipped_filter_holds_the_training_pieces_and_little_of_the_held_out():
    training, held_out = set(), set()
    for piece in read_collection(real_data(), styles=("bach", "jazz")):
        (held_out if is_held_out(piece.name) else training).update(runs_of(piece))
    shipped = read_training_runs()
    assert all(run in shipped for run in sorted(training)[::50])
    strange = sorted(held_out - training)[::10]
    # Some of them are in a song of another style.
    assert sum(run in shipped for run in strange) < 0.1 * len(strange)
