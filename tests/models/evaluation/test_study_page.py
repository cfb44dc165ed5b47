"""A study's page stands alone, and its results say where they come from."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

from matplotlib.figure import Figure

from antiphon_models.evaluation.figure_look import LIGHT, page, tidy
from antiphon_models.evaluation.study_page import StudyPage, write_results

VOID = {"meta", "img"}


class Nesting(HTMLParser):
    """Finds tags that are left open or closed twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def drawn() -> Figure:
    figure = page(LIGHT, 2.0)
    axes = figure.add_subplot()
    axes.plot([1, 2], [2, 1], color=LIGHT.ours)
    tidy(axes, LIGHT, "A line")
    return figure


def written(folder: Path) -> str:
    study = StudyPage("Motif & more", "A. Author: A paper <2025>", "It works.")
    study.section("What was done", "One.", "Two.")
    study.table("Bits", ("system", "bits", "notes"), [("ours", 2.1234, 12345), ("theirs", None, 0)])
    study.figure(drawn(), "A line falls.", "A falling line")
    study.write(folder / "deep" / "page.html")
    return (folder / "deep" / "page.html").read_text(encoding="utf-8")


def test_the_page_is_well_formed_and_names_nothing_outside_itself(tmp_path: Path) -> None:
    text = written(tmp_path)
    nesting = Nesting()
    nesting.feed(text)
    assert nesting.open == []
    assert not re.search(r"(?:src|href)=\"(?!data:)", text)
    assert "http" not in text
    assert text.count("data:image/png;base64,") == 1


def test_what_it_is_told_is_text_and_never_markup(tmp_path: Path) -> None:
    text = written(tmp_path)
    assert "<h1>Motif &amp; more</h1>" in text
    assert "A paper &lt;2025&gt;" in text


def test_numbers_are_told_to_three_places_and_what_is_missing_is_a_dash(tmp_path: Path) -> None:
    text = written(tmp_path)
    assert '<td>ours</td><td class="number">2.123</td><td class="number">12,345</td>' in text
    assert '<td>theirs</td><td class="number">–</td><td class="number">0</td>' in text
    assert '<th>system</th><th class="number">bits</th>' in text


def test_the_same_study_writes_the_same_page(tmp_path: Path) -> None:
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_results_say_how_when_and_where_they_were_measured(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write_results(path, {"bits": 2.5}, "antiphon evaluate motif", 12.34)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert (found["command"], found["seconds"], found["bits"]) == (
        "antiphon evaluate motif",
        12.3,
        2.5,
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["date"])
    assert "cores" in found["machine"]
