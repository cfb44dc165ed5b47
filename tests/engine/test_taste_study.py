import argparse
import json
from pathlib import Path

import pytest

from antiphon_engine import taste_study
from antiphon_engine.errors import UserError
from antiphon_engine.taste_listeners import LISTENERS
from antiphon_models.corpus.piece import is_held_out

BACH = "movement\tonset_ql\tduration_ql\tmidi_pitch\tgrace\tvoice\n"
SCALE = (60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67, 65, 64, 62)


@pytest.fixture
def bach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with held-out movements that breathe at each twentieth note."""
    names = [name for name in (f"movement{number}" for number in range(60)) if is_held_out(name)]
    rows = [
        f"{name}\t{(place + place // 20) / 2}\t0.5\t{SCALE[place * (number + 1) % 14]}\t0\t1\n"
        for number, name in enumerate(names[:3])
        for place in range(200)
    ]
    (tmp_path / "bach-violin").mkdir()
    (tmp_path / "bach-violin" / "notes.tsv").write_text(BACH + "".join(rows))
    monkeypatch.setattr(taste_study, "STYLES", ("bach",))
    return tmp_path


def run(data: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    taste_study.add_arguments(parser)
    words = ["--data", f"{data}", "--out", f"{data / 'out'}", "--seeds", "1", "--marks", "5"]
    return taste_study.run(parser.parse_args([*words, *more]))


def test_each_listener_is_tried_with_the_papers_features_and_with_all(bach: Path, capsys) -> None:
    assert run(bach) == 0
    rows = json.loads((bach / "out" / "taste.json").read_text())
    assert [row["listener"] for row in rows[::2]] == list(LISTENERS)
    assert len({row["shown"] for row in rows}) == 2
    assert {row["marks"] for row in rows} == {5}
    # The listener himself chooses at least as well as any filter.
    assert all(row["best"] >= max(row["before"], row["after"]) for row in rows[:8])
    assert (bach / "out" / "taste.md").read_text() in capsys.readouterr().out


def test_missing_data_and_too_few_phrases_are_named(bach: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"notes.tsv is missing"):
        run(tmp_path / "nowhere")
    with pytest.raises(UserError, match=r"phrases of 2000; ask for fewer --marks"):
        run(bach, "--marks", "1000")
