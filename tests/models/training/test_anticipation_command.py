import argparse

import pytest

pytest.importorskip("tqdm")

from antiphon_models.training.anticipation_command import add_arguments, run


def told(capsys, *words):
    """The exit code and the lines on standard error."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(word) for word in words])), capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named_before_anything_is_read(tmp_path, capsys):
    out = tmp_path / "none" / "start.json"
    code, error = told(capsys, "--data", tmp_path, "--out", out)
    assert code == 2
    assert error == (
        f"antiphon train anticipation: {tmp_path}/none is no folder; make it, or name another\n"
    )


def test_a_corpus_that_is_missing_is_one_line(tmp_path, capsys):
    code, error = told(capsys, "--data", tmp_path, "--out", tmp_path / "start.json")
    assert code == 2
    assert "bach-violin" in error
    assert error.count("\n") == 1
    assert not (tmp_path / "start.json").exists()


def test_a_network_that_is_none_is_one_line(tmp_path, capsys):
    junk = tmp_path / "junk.safetensors"
    junk.write_bytes(b"junk")
    words = ("--data", tmp_path, "--out", tmp_path / "start.json", "--weights", junk)
    code, error = told(capsys, *words)
    assert code == 2
    assert str(junk) in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(("option", "least"), [("--pieces", 1), ("--notes", 2)])
def test_too_few_to_learn_from_is_said(tmp_path, capsys, option, least):
    with pytest.raises(SystemExit) as stopped:
        told(capsys, "--data", tmp_path, "--out", tmp_path / "x", option, least - 1)
    assert stopped.value.code == 2
    assert f"must be a whole number from {least}, not {least - 1}" in capsys.readouterr().err
