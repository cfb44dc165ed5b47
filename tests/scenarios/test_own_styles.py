"""A style trained on this machine, from its weights file to the notes, and again in a replay."""

import json

import pytest

from antiphon_app.__main__ import main
from antiphon_models.repertoire import styles_folder
from corpora import small_weights, write_song

TUNE = [(62 + step % 5, 80, step * 240, 200) for step in range(16)]


@pytest.fixture
def played(tmp_path):
    """A file that the player has played."""
    write_song(tmp_path / "in.mid", {"Player": TUNE})
    return tmp_path / "in.mid"


def train(name="mine", style="mine", seed=1):
    return small_weights(styles_folder() / f"{name}.safetensors", ("any", style), seed)


def render(played, name, *options):
    """Answer what was played; return the bytes of the duet, and where its journal is."""
    out, journal = played.parent / f"{name}.mid", played.parent / f"{name}.jsonl"
    fixed = ["--seed", "3", "--motif-threshold", "0", "--force", "--journal", str(journal)]
    assert main(["render", str(played), "-o", str(out), *fixed, *options]) == 0
    return out.read_bytes(), journal


def replay(journal):
    return main(["replay", str(journal), "-o", str(journal.with_suffix(".again.mid")), "--force"])


def test_a_style_trained_here_is_heard_in_the_answer(played):
    free, _ = render(played, "free", "--style", "mine")
    train()
    own, journal = render(played, "own", "--style", "mine")
    jazz, _ = render(played, "jazz", "--style", "jazz")
    assert own not in (free, jazz)
    header = json.loads(journal.read_text().splitlines()[0])
    assert header["voices"]["mine"].startswith("mine-")


def test_the_free_answer_is_the_same_with_and_without_a_trained_style(played):
    before, _ = render(played, "before")
    train()
    after, _ = render(played, "after")
    assert before == after


def test_a_replay_speaks_with_the_network_of_its_day(played, capsys):
    old = train()
    _, journal = render(played, "own", "--style", "mine")
    away = old.rename(played.parent / "away.safetensors")
    assert replay(journal) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "the network mine-" in error
    assert "for the style mine is not in" in error
    train("new", seed=2)
    away.rename(old.with_name("mine.previous.safetensors"))
    assert replay(journal) == 0


def test_a_replay_that_never_asked_for_the_style_needs_no_network_of_it(played):
    own = train()
    _, journal = render(played, "jazz", "--style", "jazz")
    own.unlink()
    assert replay(journal) == 0


def test_a_damaged_weights_file_is_named_and_leaves_the_rest_to_play(played, capsys):
    whole = train()
    whole.write_bytes(whole.read_bytes()[:-50])
    free, _ = render(played, "free", "--style", "mine")
    told = capsys.readouterr().err.splitlines()
    assert "mine.safetensors: damaged or cut short" in told[0]
    assert "the style 'mine' is not trained on this machine" in told[1]
    whole.unlink()
    assert render(played, "gone", "--style", "mine")[0] == free
