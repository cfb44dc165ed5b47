import argparse
import json
import os
import signal
import subprocess
import sys

import pytest

pytest.importorskip("torch")

from antiphon_models.codecs.note_stream import VOCABULARY_HASH
from antiphon_models.repertoire import read_repertoire, styles_folder
from antiphon_models.runtime.note_stream_weights import read_note_stream
from antiphon_models.training import mine_command
from antiphon_models.weights_file import read_weights
from corpora import small_weights, write_song

TUNE = [60, 62, 64, 67, 69, 67, 64, 62]


def write_takes(folder, notes):
    """Write two takes whose player plays TUNE round and round, each in its own key."""
    folder.mkdir()
    for number in range(2):
        line = [(TUNE[n % 8] + number, 80, n * 240, 230) for n in range(notes)]
        write_song(folder / f"take {number}.mid", {"Player": line, "Antiphon": line[:4]})
    return folder


def train(*words):
    parser = argparse.ArgumentParser()
    mine_command.add_arguments(parser)
    return mine_command.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def initial(tmp_path):
    return small_weights(tmp_path / "initial.safetensors", ("any", "jazz"))


def test_a_players_takes_become_a_style_that_the_mind_speaks(tmp_path, initial, capsys):
    takes = write_takes(tmp_path / "takes", 150)
    (takes / "broken.mid").write_bytes(b"not music")
    assert train(takes, "--init", initial, "--rate", "0.02", "--epochs", 8) == 0
    told = capsys.readouterr()
    assert "skipped broken.mid: not a MIDI file" in told.err
    assert "2 files, 2 voices, 300 notes; 60 of them held out" in told.err
    assert "bits a note before" in told.out
    out = styles_folder() / "mine.safetensors"
    _, description = read_weights(out, "note_stream", VOCABULARY_HASH)
    assert description.trained_styles == ("any", "mine")
    before, after = (sum(description.metrics[key]["mine"].values())
                     for key in ("held_out_bits_before", "held_out_bits"))  # fmt: skip
    assert after < before - 2.0
    repertoire = read_repertoire(read_note_stream(initial), styles_folder())
    assert repertoire.voices == {"mine": read_note_stream(out).name}
    assert not out.with_suffix(".checkpoint").exists()


def test_what_was_trained_before_is_kept_beside(tmp_path, initial):
    takes = write_takes(tmp_path / "takes", 120)
    words = (takes, "--init", initial, "--epochs", 1)
    assert train(*words) == 0
    first = (styles_folder() / "mine.safetensors").read_bytes()
    assert train(*words, "--rate", 0.01) == 0
    assert (styles_folder() / "mine.previous.safetensors").read_bytes() == first
    assert (styles_folder() / "mine.safetensors").read_bytes() != first


def test_progress_is_told_in_json_lines(tmp_path, initial, capsys):
    takes = write_takes(tmp_path / "takes", 120)
    words = ("--init", initial, "--progress-json", "--name", "Anna", "--epochs", 1)
    assert train(takes, *words) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[0]["event"] == "HeldOut"
    assert events[0]["epoch"] == 0
    assert events[-1]["event"] == "Done"
    assert events[-1]["file"] == str(styles_folder() / "Anna.safetensors")
    assert events[-1]["before"] == events[0]["bits"]


def test_a_few_notes_are_refused_with_their_number(tmp_path, capsys):
    assert train(write_takes(tmp_path / "takes", 20)) == 2
    assert "40 notes are too few to learn a style from; give at least 200" in (
        capsys.readouterr().err
    )


def test_training_that_makes_nothing_better_keeps_nothing(tmp_path, initial, capsys):
    takes = write_takes(tmp_path / "takes", 150)
    assert train(takes, "--init", initial, "--rate", "0", "--epochs", 1) == 0
    assert "no better than before, so nothing is kept" in capsys.readouterr().out
    assert list(styles_folder().glob("*.safetensors")) == []


def test_a_stopped_training_keeps_its_best_and_goes_on(tmp_path, initial):
    takes = write_takes(tmp_path / "takes", 150)
    rate = ["--init", str(initial), "--rate", "0.002", "--epochs", "4"]
    command = [sys.executable, "-m", "antiphon_app", "train", "mine", str(takes), *rate]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [*command, "--progress-json"], env=environment, stdout=subprocess.PIPE, text=True
    ) as training:
        events = stop_after_the_second_epoch(training)
        assert training.wait(60) == 130
    assert events[-1]["event"] == "Done"
    out = styles_folder() / "mine.safetensors"
    assert events[-1]["file"] == str(out)
    assert out.exists()
    assert train(takes, *rate, "--resume") == 0
    _, description = read_weights(out, "note_stream", VOCABULARY_HASH)
    assert description.metrics["epochs"] == 4


def stop_after_the_second_epoch(training):
    events = []
    for line in training.stdout:
        events.append(json.loads(line))
        if (events[-1]["event"], events[-1]["epoch"]) == ("HeldOut", 2):
            training.send_signal(signal.SIGINT)
            break
    events += [json.loads(line) for line in training.stdout]
    return events


@pytest.mark.parametrize("name", ["folk", "a/b", "", "x" * 41])
def test_a_name_that_cannot_be_a_file_is_refused(tmp_path, name):
    with pytest.raises(SystemExit):
        train(tmp_path, "--name", name)
