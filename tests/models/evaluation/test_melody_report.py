import json

import pytest

pytest.importorskip("torch")

from antiphon_models.corpus.melody_sets import MelodySet
from antiphon_models.evaluation.melody_report import Report, ruler_says
from antiphon_models.evaluation.melody_rows import ACROSS, OFFLINE, WITHIN, Row
from antiphon_models.evaluation.melody_score import Score

SETS = (
    MelodySet("elsass", ("a", "b"), ((60, 62), (64,))),
    MelodySet("kinder", ("c",), ((67, 67),)),
)
BY_SET = {"elsass": Score(2.5, 0.4), "kinder": Score(2.0, 0.5)}


def scores(*kinds):
    return {Row(f"model {kind}", kind, ()): BY_SET for kind in kinds}


def report(outside=()):
    facts = {"measured": "2026-11-20", "machine": "a small one"}
    return Report(facts, SETS, scores(OFFLINE, WITHIN, ACROSS), scores(*outside))


def test_each_class_has_a_table_of_its_own():
    text = report(outside=(WITHIN,)).markdown()
    parts = text.split("## Class ")
    assert [part[:4].strip() for part in parts[1:]] == ["(a):", "(b):", "(c):", "(db)"]
    assert all(part.count("| model ") == 2 for part in parts[1:])


def test_a_table_says_the_mean_each_set_and_how_many_first_guesses_were_right():
    text = report().markdown()
    assert "| model | mean | Alsatian | German children's | top-1 |" in text
    assert "| model a | **2.250** | 2.500 | 2.000 | 45.0 % |" in text
    assert "| Alsatian (elsass) | 2 | 3 | 3 |" in text
    assert "- machine: a small one" in text


def test_the_json_holds_every_figure_with_its_class():
    told = json.loads(report(outside=(OFFLINE,)).to_json())
    assert told["sets"]["kinder"] == {"melodies": 1, "events": 2, "pitches": 1}
    assert [row["class"] for row in told["rows"]] == ["a", "b", "c", "da"]
    assert told["rows"][0] == {
        "name": "model a",
        "class": "a",
        "bits": 2.25,
        "top1": 0.45,
        "bits_by_set": {"elsass": 2.5, "kinder": 2.0},
        "top1_by_set": {"elsass": 0.4, "kinder": 0.5},
    }


@pytest.mark.parametrize(
    ("bits", "verdict"),
    [
        (2.437, "holds; widest gap to the reference: PPM LTM+ & STM 2.437, +0.010"),
        (2.40, "DOES NOT HOLD; widest gap to the reference: PPM LTM+ & STM 2.400, -0.027"),
    ],
)
def test_the_ruler_is_held_to_its_reference(bits, verdict):
    exact = {"PPM LTM": 2.893, "PPM STM": 3.031, "PPM LTM & STM": 2.474, "PPM LTM+": 2.564}
    found = {
        Row(name, OFFLINE, ()): {"elsass": Score(told, 0.3)}
        for name, told in {**exact, "PPM LTM+ & STM": bits}.items()
    }
    assert ruler_says(found, 6) == verdict
