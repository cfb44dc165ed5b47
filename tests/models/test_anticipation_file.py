import json
from pathlib import Path

import pytest

from antiphon_models.anticipation_file import read_anticipation, write_anticipation
from antiphon_models.mixture import Start
from antiphon_models.music.motif import LONGEST_MATCH
from antiphon_models.recollection import VOTERS
from antiphon_models.weights_file import WeightsError

CELLS = tuple((0.0,) * 5 + (4.0,) + (0.0,) * (LONGEST_MATCH - 5) for _ in range(VOTERS))
WHEN = Start((1.0,) * (1 + VOTERS), (2.0,) * (1 + VOTERS), CELLS, CELLS)
WHAT = Start((0.5,) * (1 + VOTERS), (3.0,) * (1 + VOTERS), CELLS, CELLS)


def test_what_was_written_is_believed_again(tmp_path: Path) -> None:
    path = tmp_path / "anticipation.json"
    write_anticipation(path, WHEN, WHAT, {"pieces": 3})
    anticipation = read_anticipation(path)
    assert (anticipation.when.state(), anticipation.what.state()) == (WHEN, WHAT)
    assert json.loads(path.read_text())["pieces"] == 3


def test_the_shipped_one_has_learned_that_long_matches_are_right_more_often() -> None:
    what = read_anticipation().what.calibration
    assert what.rate(0, 12) > what.rate(0, 5) > what.rate(0, 3)


def test_a_memory_of_what_was_taught_begins_as_trusted_as_that_of_the_player() -> None:
    weights = read_anticipation().what.weights
    assert weights[1:4].tolist() == weights[4:7].tolist()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": 2}, "its format is 2, not 1"),
        ({"when": {}}, "'weights'"),
        ({"when": None}, "'NoneType' object"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_line(
    change: dict[str, object], reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "anticipation.json"
    write_anticipation(path, WHEN, WHAT, {})
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(WeightsError) as error_info:
        read_anticipation(path)
    assert reason in str(error_info.value)
    assert str(error_info.value).startswith(f"{path}: no anticipation (")


@pytest.mark.parametrize("key", ["weights", "gradients", "tries", "hits"])
def test_a_table_of_another_size_is_refused(key: str, tmp_path: Path) -> None:
    path = tmp_path / "anticipation.json"
    write_anticipation(path, WHEN, WHAT, {})
    content = json.loads(path.read_text())
    content["what"][key].pop()
    path.write_text(json.dumps(content))
    with pytest.raises(WeightsError, match=f"not {1 + VOTERS}|not {VOTERS}"):
        read_anticipation(path)


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "anticipation.json"
    path.write_text("{")
    with pytest.raises(WeightsError):
        read_anticipation(path)
    with pytest.raises(WeightsError):
        read_anticipation(tmp_path / "gone.json")
