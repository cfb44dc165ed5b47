import importlib
import subprocess
import sys

import pytest

from antiphon_app.__main__ import COMMANDS, main


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "antiphon 0.1.0\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["improvise"], "antiphon: 'improvise' is no command; there are window, play, "),
        (["play", "--preset", "nothing"], "antiphon: presets: there is no 'nothing'; "),
        (["render", "gone.mid", "-o", "out.mid"], "antiphon: gone.mid: "),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_exit_code_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    err = capsys.readouterr().err
    assert err.startswith(said)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["play", "--temperature", "99"], "argument --temperature: must be from 0.1 to 10, not 99"),
        (["play", "--loud"], "unrecognized arguments: --loud"),
        (["play", "--seed", "x"], "argument --seed: invalid int value: 'x'"),
    ],
)
def test_an_option_that_does_not_fit_is_one_line_and_exit_code_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_info:
        main(words)
    assert exit_info.value.code == 2
    assert (
        capsys.readouterr().err == f"antiphon: {said}; 'antiphon play --help' says what there is\n"
    )


def test_options_without_a_command_are_the_windows(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        main(["--loud"])
    assert exit_info.value.code == 2
    assert capsys.readouterr().err == (
        "antiphon: unrecognized arguments: --loud; 'antiphon window --help' says what there is\n"
    )


@pytest.mark.parametrize("name", [name for name in COMMANDS if not name.startswith("train ")])
def test_every_command_can_be_asked_for_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if name.startswith("evaluate "):
        pytest.importorskip("torch")
    importlib.import_module(COMMANDS[name][0])
    with pytest.raises(SystemExit) as exit_info:
        main([*name.split(), "--help"])
    assert exit_info.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: antiphon {name} ")


def test_a_command_of_two_words_asks_for_the_second(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train"]) == 2
    assert capsys.readouterr().err.startswith("antiphon: 'train' needs to know what: train ")


def test_what_only_training_needs_is_named_with_the_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(COMMANDS, "train note-stream", ("torch", ""))
    assert main(["train", "note-stream"]) == 2
    assert capsys.readouterr().err == (
        "antiphon: 'train note-stream' needs torch; "
        "install it with: pip install 'antiphon[train]'\n"
    )


def test_a_bug_shows_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "play", ("antiphon_app.nowhere", ""))
    with pytest.raises(ModuleNotFoundError):
        main(["play"])


def test_the_command_imports_no_subcommand_until_it_is_asked_for() -> None:
    code = (
        "import sys, antiphon_app.__main__; "
        "print([m for m in ('numpy', 'torch', 'mido', 'rtmidi', 'antiphon_app.play') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
