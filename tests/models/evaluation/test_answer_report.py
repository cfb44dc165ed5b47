from antiphon_models.evaluation.answer_measures import training_runs
from antiphon_models.evaluation.answer_report import report
from antiphon_models.evaluation.answer_table import answer_page
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.music.phrase import Phrase
from builders import phrase

FACTS = {"weights": "tiny-1234", "params": {"temperature": 0.5}, "date": "today", "machine": "ours"}


def notes(text: str, onset: float = 0.0) -> Phrase:
    return Phrase(tuple(phrase(text, onset=onset, beat=0.25)))


def prompt(number: int) -> Prompt:
    before, played = notes("C4 D4 E4 F4 G4 A4 B4 C5"), notes("C4 E4 G4 E4 C4 D4", 4.0)
    following = notes(("D4 F4 A4 F4 D4 C4", "G4 F4 E4:2 D4 C4")[number % 2], 6.0)
    style = ("bach", "pop")[number % 2]
    return Prompt(f"{style}/{number}", style, before, played, following)


PROMPTS = [prompt(number) for number in range(6)]
ANSWERS = {("good", p.name): p.following for p in PROMPTS} | {
    ("bad", p.name): notes("C#7 C#7 C#7 C#7 C#7 C#7") for p in PROMPTS
}


def study() -> dict:
    training = training_runs([[61] * 6, [63, 66, 70]])
    return {**report(PROMPTS, ANSWERS, training, "good", 1), **FACTS}


def test_a_report_tells_the_near_from_the_far() -> None:
    found = study()
    good, bad = found["systems"]["good"], found["systems"]["bad"]
    assert good["means"]["mean"]["value"] < 1e-12
    assert bad["means"]["pitch_class"]["value"] == 1.0
    assert bad["margin"]["mean"]["low"] > 0.3
    assert (good["loops"], bad["loops"]) == (0, 6)
    assert set(bad["by_style"]) == {"bach", "pop"}
    assert found["styles"] == {"bach": 3, "pop": 3}
    assert all(found["bars"].values())


def test_the_real_playing_is_measured_for_scale() -> None:
    assert study()["real"]["copies"]["run"]["longest"] == 3


def test_the_page_names_systems_figures_and_bars() -> None:
    page = answer_page(study())
    assert "6 prompts from held-out pieces (bach 3, pop 3), seed 1; tiny-1234" in page
    assert "knobs: temperature 0.5." in page
    assert "| good | 0.0000 (0.0000 to 0.0000) |  |" in page
    assert "- met: beats bad" in page
    assert page.index("| good | 0.0000") < page.index("| bad |")
    rows = [line for line in page.splitlines() if line.startswith("| bad |")]
    assert rows[-1].endswith("| 6 | 6 (0) | 0 (0) | 6 (0) |")
