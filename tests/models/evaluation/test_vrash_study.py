"""Papers/003's study on a few tracks, and the page that tells it."""

import json

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("matplotlib")
pytest.importorskip("sklearn")

from antiphon_models.codecs.note_delays import NoteDelays
from antiphon_models.corpus.tracks import Survey, Track
from antiphon_models.evaluation.vrash_page import vrash_page
from antiphon_models.evaluation.vrash_study import KINDS, Ground, studied
from small_vrash import write_small

COST = {"pitch": 3.0, "delay": 2.0, "divergence": 0.1}
TOLD = {
    "epochs": 2,
    "best_epoch": 2,
    "seconds": 1.0,
    "untrained_nats": COST,
    "held_out_nats": [COST, COST],
}


def line(pitches, notes):
    return NoteDelays(np.resize(pitches, notes), np.resize([8, 5, 5], notes))


def track(pitches, notes, style="jazz"):
    return Track("t", style, line(pitches, notes), False)


def ground(folder):
    """Small networks, and a few real lines of each style; some of Bach are held out."""
    files = {
        kind: write_small(folder / f"{kind}.safetensors", kind, metrics=TOLD) for kind in KINDS
    }
    rng = np.random.default_rng(1)
    tracks = [track(rng.integers(30, 60, 40), 600, style) for style in ("jazz", "bach")]
    held_out = [track(rng.integers(30, 60, 40), 200, "bach") for _ in range(3)]
    survey = Survey()
    survey.kept.update(one.style for one in (*tracks, *held_out))
    return Ground(files, tracks, held_out, survey, lines=2, seed=1)


def test_the_study_measures_all_three_and_the_page_tells_it(tmp_path) -> None:
    found = json.loads(json.dumps(studied(ground(tmp_path))))
    assert found["corpus"]["bach"]["kept"] == 4
    assert set(found["bound"]) == set(KINDS)
    assert found["less_lm"]["vrash"]["tracks"] == 3
    assert found["less_lm"]["vrash"]["mean"] == pytest.approx(
        found["bound"]["vrash"] - found["bound"]["lm"]
    )
    assert found["lines"]["1"]["jazz"]["VRASH, filtered"]["lines"] == 2
    assert "real" not in found["lines"]["0.5"]["jazz"]
    # Two real lines of a style are too few to teach a filter and test it.
    assert found["filter"] == {}
    assert len(found["interpolation"]["decoded"]) == 5
    vrash_page(found).write(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<img") == 3
    assert f"{found['bound']['vrash']:.3f}" in page
