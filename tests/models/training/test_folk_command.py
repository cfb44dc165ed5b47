import argparse
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("music21")

import music21

from antiphon_models.codecs.note_stream import VOCABULARY_HASH
from antiphon_models.corpus.tune import Tune
from antiphon_models.corpus.tune_cache import READER_VERSION, cache_folder, save_tunes
from antiphon_models.repertoire import styles_folder
from antiphon_models.training import folk_command
from antiphon_models.weights_file import read_weights
from corpora import small_weights

# Of these ash, willow and moss are held out by the rule.
TITLES = ["rose", "lily", "oak", "elm", "ash", "birch", "holly", "hazel"]
TITLES += ["willow", "maple", "cedar", "pine", "thorn", "moss", "heath"]


def train(*words: object) -> int:
    parser = argparse.ArgumentParser()
    folk_command.add_arguments(parser)
    return folk_command.run(parser.parse_args([str(word) for word in words]))


def tune(number: int) -> Tune:
    """One of a few short tunes; one to learn from goes as a held-out one does for 13 notes."""
    pitches = tuple(60 + (number * 7 + step * (number % 11 + 1)) % 13 for step in range(24))
    times = tuple(step / 2 for step in range(24))
    return Tune(f"songs/{number}", TITLES[number], "", pitches, times, (0.5,) * 24)


@pytest.fixture
def read_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has read music21's tunes before: here they are few and short."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if not cache_folder().is_relative_to(tmp_path):
        pytest.skip("this system's cache folder cannot be moved by XDG_CACHE_HOME")
    tunes = [tune(number) for number in range(len(TITLES))]
    for name in ("essenFolksong", "chorales"):
        path = cache_folder() / f"{name}-{music21.__version__}-{READER_VERSION}.npz"
        save_tunes(path, tunes)


@pytest.mark.usefixtures("read_before")
def test_folk_songs_and_chorales_become_one_file_for_two_styles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    initial = small_weights(tmp_path / "initial.safetensors", ("any",))
    assert train("--init", initial, "--epochs", 2, "--rate", 0.02) == 0
    _, description = read_weights(
        styles_folder() / "folk.safetensors", "note_stream", VOCABULARY_HASH
    )
    assert description.trained_styles == ("any", "folk", "chorale")
    assert "do not give these weights on" in description.licence
    told = capsys.readouterr()
    assert "22 tunes with 528 notes to learn from, 6 held out" in told.err
    assert "folk: " in told.out
    assert "chorale: " in told.out


def test_without_music21_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "music21", None)
    assert train() == 2
    error = capsys.readouterr().err.splitlines()[-1]
    assert "needs music21; install it with: pip install 'antiphon[train]'" in error
