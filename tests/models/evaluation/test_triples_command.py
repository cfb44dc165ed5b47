import argparse
import json

import pytest

pytest.importorskip("torch")

from antiphon_models.evaluation import triples_command
from corpora import small_collection, write_song
from small_triples import write_small


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    folder = small_collection(tmp_path_factory.mktemp("data"))
    melody = [(60 + (step * step) % 17, 80, step * 240, 200) for step in range(120)]
    piano = [(40 + (step * 5) % 13, 60, step * 360, 300) for step in range(80)]
    # Of these two the second is held out by the rule.
    for name in ("001", "010"):
        write_song(folder / "pop-songs" / f"{name}.mid", {"MELODY": melody, "PIANO": piano})
    return folder


def studied(collection, weights, *words):
    parser = argparse.ArgumentParser()
    triples_command.add_arguments(parser)
    small = ["--data", str(collection), "--weights", str(weights), "--windows", "40"]
    sizes = ["--tracks", "2", "--notes", "20"]
    return triples_command.run(parser.parse_args([*small, *sizes, *words]))


def written(folder):
    path = write_small(folder / "triples.safetensors")
    from antiphon_models.runtime.triples_weights import (  # noqa: PLC0415
        read_triples,
        write_triples,
    )

    file = read_triples(path)
    facts = {"epochs": 2, "best_epoch": 2, "seconds": 1.0, "held_out_nats": 0.3}
    curve = {"losses": [0.5, 0.4], "held_out": [0.5, 0.4]}
    metrics = {"networks": {name: {**facts, **curve} for name in file.networks}}
    write_triples(path, file.networks, data="", licence="", styles=("pop",), metrics=metrics)
    return path


def test_the_study_is_a_page_and_numbers(collection, tmp_path, capsys):
    weights = written(tmp_path)
    assert studied(collection, weights, "--out", str(tmp_path / "out")) == 0
    found = json.loads((tmp_path / "out" / "triples.json").read_text())
    assert found["members"] == 2
    assert set(found["foretelling"]["held out"]) == {"single", "ensemble", "stacked", "guessing"}
    assert [row["by"] for row in found["judged"]] == [
        "real", "single", "ensemble", "ensemble", "ensemble", "stacked",
    ]  # fmt: skip
    assert found["kept_or_window"].keys() == {"piano", "pop"}
    page = (tmp_path / "out" / "triples.html").read_text()
    assert page.count("<img") == 4
    assert "87 %" in page
    assert "http" not in page.split("</style>")[1]
    assert "ensemble" in capsys.readouterr().out


def test_missing_weights_are_one_line(collection, tmp_path, capsys):
    assert studied(collection, tmp_path / "none.safetensors") == 2
    error = capsys.readouterr().err
    assert error.startswith("antiphon evaluate triples: ")
    assert error.count("\n") == 1


def test_pieces_that_are_too_short_are_one_line(collection, tmp_path, capsys):
    assert studied(collection, written(tmp_path), "--notes", "5000") == 2
    assert "ask for fewer --notes" in capsys.readouterr().err
