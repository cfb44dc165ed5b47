"""Several processes learn what one would, and a killed run goes on as if it had not been.

Both train by the command itself, in processes of its own, and look at what it leaves behind.
"""

import argparse
import json
import os
import signal
import subprocess
import sys

import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.note_stream_config import NoteStreamConfig  # noqa: E402
from antiphon_models.training.checkpoint import read_checkpoint  # noqa: E402
from antiphon_models.training.command import add_arguments, run  # noqa: E402
from antiphon_models.training.distributed import Group  # noqa: E402
from corpora import small_collection  # noqa: E402

COMMAND = ["-m", "antiphon_models.training.command"]
TORCHRUN = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return small_collection(tmp_path_factory.mktemp("music") / "data")


def options(data, out, *more):
    """A small run whose steps are of three windows, and of one at the end of an epoch."""
    sizes = ["--hidden", "16", "--batch", "3", "--epochs", "3", "--rate", "0.01"]
    styles = ["--styles", "bach", "jazz", "pop"]
    return ["--data", str(data), "--out", str(out), *styles, *sizes, *more]


def train_here(words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(words)) == 0


def left_behind(out, dropout):
    config = NoteStreamConfig(hidden=16, dropout=dropout)
    progress, states = read_checkpoint(out.with_suffix(".checkpoint"), config)
    return progress, states["network"]


@pytest.mark.timeout(300)
def test_two_processes_learn_what_one_does(data, tmp_path):
    one, two = tmp_path / "one.safetensors", tmp_path / "two.safetensors"
    train_here(options(data, one, "--dropout", "0"))
    subprocess.run(
        [sys.executable, *TORCHRUN, *COMMAND, *options(data, two, "--dropout", "0")],
        env=ENVIRONMENT, timeout=240, check=True,
    )  # fmt: skip
    alone, weights = left_behind(one, 0.0)
    together, same_weights = left_behind(two, 0.0)
    assert together.step == alone.step == 38
    losses = [entry["loss"] for entry in alone.history]
    assert [entry["loss"] for entry in together.history] == pytest.approx(losses, abs=1e-4)
    assert losses[-1] < losses[0] - 0.5
    for name, values in weights.items():
        assert torch.allclose(values, same_weights[name], atol=1e-3), name
    assert two.exists()


@pytest.mark.timeout(300)
def test_a_run_that_was_killed_goes_on_to_the_same_losses(data, tmp_path):
    whole, killed = tmp_path / "whole.safetensors", tmp_path / "killed.safetensors"
    train_here(options(data, whole))
    often = options(data, killed, "--checkpoint-minutes", "0", "--progress-json")
    kill_in_the_second_epoch([sys.executable, *COMMAND, *often])
    progress, _ = left_behind(killed, 0.2)
    assert progress.epoch == 1
    assert 1 <= progress.batch < 12
    train_here([*often, "--resume"])
    uninterrupted, weights = left_behind(whole, 0.2)
    resumed, same_weights = left_behind(killed, 0.2)
    assert resumed.history == uninterrupted.history
    for name, values in weights.items():
        assert torch.equal(values, same_weights[name]), name


def kill_in_the_second_epoch(command):
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as training:
        for line in training.stdout:
            event = json.loads(line)
            if (event["event"], event["epoch"]) == ("Saved", 1) and event["batch"] > 0:
                training.send_signal(signal.SIGKILL)
                break
        assert training.wait(240) == -signal.SIGKILL


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_shares_of_all_processes_are_the_whole_step(size):
    shares = [list(Group(rank, size).share(range(7))) for rank in range(size)]
    assert sorted(number for share in shares for number in share) == [0, 1, 2, 3, 4, 5, 6]
    assert max(map(len, shares)) - min(map(len, shares)) <= 1
