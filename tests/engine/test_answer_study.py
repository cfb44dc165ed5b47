import argparse
import json
from pathlib import Path

import pytest

from antiphon_engine import answer_study
from antiphon_engine.errors import UserError
from antiphon_models.corpus.piece import is_held_out

BACH_HEADER = "movement\tonset_ql\tduration_ql\tmidi_pitch\tgrace\tvoice\n"
SCALE = (60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67, 65, 64, 62)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with eight movements of 200 notes in quavers, a breath at each twentieth note."""
    names = [f"movement{number}" for number in range(30)]
    held_out = [name for name in names if is_held_out(name)][:1]
    known = [name for name in names if not is_held_out(name)][:7]
    rows = [
        f"{name}\t{(place + place // 20) / 2}\t0.5\t{SCALE[(place * (number + 1)) % 14]}\t0\t1\n"
        for number, name in enumerate(held_out + known)
        for place in range(200)
    ]
    (tmp_path / "bach-violin").mkdir()
    (tmp_path / "bach-violin" / "notes.tsv").write_text(BACH_HEADER + "".join(rows))
    return tmp_path


def run(data: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    answer_study.add_arguments(parser)
    words = ["--data", f"{data}", "--out", f"{data / 'out'}", "--styles", "bach", "--jobs", "1"]
    words += ["--prompts", "4", "--candidates", "1"]
    return answer_study.run(parser.parse_args([*words, *more]))


def test_the_study_answers_measures_and_writes(data: Path, capsys) -> None:
    assert run(data, "--only", "markov,phrase again", "--temperature", "0.55") == 0
    study = json.loads((data / "out" / "answers.json").read_text())
    assert list(study["systems"]) == ["antiphon", "markov", "phrase again"]
    assert (study["prompts"], study["styles"]) == (4, {"bach": 4})
    assert study["params"] == {"temperature": 0.55, "candidates": 1}
    # The piece goes round a scale: to play the phrase again is never far off.
    assert study["systems"]["phrase again"]["means"]["mean"]["value"] < 0.15
    assert study["systems"]["antiphon"]["means"]["notes"]["value"] > 4
    assert (data / "out" / "answers.md").read_text() in capsys.readouterr().out


def test_a_run_that_was_stopped_is_taken_up(data: Path, capsys) -> None:
    run(data, "--only", "antiphon")
    answers = data / "out" / "answers.jsonl"
    whole = answers.read_text()
    first = (data / "out" / "answers.md").read_text()
    answers.write_text("".join(whole.splitlines(keepends=True)[:3]) + '{"system"')
    run(data, "--only", "antiphon")
    assert (data / "out" / "answers.md").read_text() == first
    assert sorted(set(answers.read_text().split("\n"))) == sorted({*whole.split("\n"), '{"system"'})


def test_another_runs_folder_is_refused_in_one_line(data: Path, capsys) -> None:
    run(data, "--only", "antiphon")
    with pytest.raises(UserError, match=r"another run; name another --out or add --force$"):
        run(data, "--only", "antiphon", "--seed", "2")


def test_missing_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"notes.tsv is missing; name the data's folder"):
        run(tmp_path)


def test_a_system_that_there_is_not_is_named(data: Path, capsys) -> None:
    with pytest.raises(UserError, match="'bebop' is no system; there are antiphon, network alone"):
        run(data, "--only", "bebop")
