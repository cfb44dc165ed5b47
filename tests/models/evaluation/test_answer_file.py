from pathlib import Path

import pytest

from antiphon_models.evaluation.answer_file import AnswerFile, OtherRunError
from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase

ANSWER = Phrase((Note(60, 80, 1.5, 0.25), Note(64, 80, 2.0, 0.5)))


def test_answers_are_found_again_by_the_same_run(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    AnswerFile(path, {"seed": 1}).add("antiphon", "pop/001/40", ANSWER)
    assert AnswerFile(path, {"seed": 1}).answers == {("antiphon", "pop/001/40"): ANSWER}


def test_another_runs_answers_are_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    AnswerFile(path, {"seed": 1}).add("antiphon", "a", ANSWER)
    with pytest.raises(OtherRunError, match="answers of another run"):
        AnswerFile(path, {"seed": 2})
    assert AnswerFile(path, {"seed": 2}, may_replace=True).answers == {}
    assert AnswerFile(path, {"seed": 2}).answers == {}


def test_a_run_can_begin_anew(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    AnswerFile(path, {"seed": 1}).add("antiphon", "a", ANSWER)
    assert AnswerFile(path, {"seed": 1}, may_replace=True).answers == {}


def test_a_line_that_was_cut_off_is_answered_anew(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    AnswerFile(path, {}).add("antiphon", "a", ANSWER)
    with path.open("a") as file:
        file.write('{"system": "antiphon", "prom')
    known = AnswerFile(path, {})
    assert list(known.answers) == [("antiphon", "a")]
    known.add("antiphon", "b", ANSWER)
    assert len(AnswerFile(path, {}).answers) == 2
