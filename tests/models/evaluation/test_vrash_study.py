"""Papers/003's study on a small corpus: what is measured, told, and refused."""

import argparse
import json
import re
from pathlib import Path
from random import Random

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("matplotlib")
pytest.importorskip("sklearn")

from antiphon_models.codecs.note_delays import NoteDelays
from antiphon_models.corpus.tracks import Survey, Track
from antiphon_models.evaluation.vrash_command import add_arguments, run
from antiphon_models.evaluation.vrash_generation import between, decoded, encoded, from_prior
from antiphon_models.evaluation.vrash_lines import (
    NOTES,
    filtered,
    generated_lines,
    index_of,
    information,
    measured,
    real_lines,
)
from antiphon_models.evaluation.vrash_page import vrash_page
from antiphon_models.evaluation.vrash_study import KINDS, Ground, studied
from small_vrash import small_weights, write_small

COST = {"pitch": 3.0, "delay": 2.0, "divergence": 0.1}
TOLD = {
    "epochs": 2,
    "best_epoch": 2,
    "seconds": 1.0,
    "untrained_nats": COST,
    "held_out_nats": [COST, COST],
}


def line(pitches, notes=NOTES):
    return NoteDelays(np.resize(pitches, notes), np.resize([8, 5, 5], notes))


def track(pitches, notes, style="jazz"):
    return Track("t", style, line(pitches, notes), False)


def test_a_figure_that_goes_round_is_all_loop_and_few_grams() -> None:
    found = measured([line([40, 42, 44, 47])])
    assert (found.lines, found.notes) == (1, 256)
    assert found.repeated_pitch == found.repeated_note == 0.0
    assert found.loop == 252 / 256
    assert found.distinct_grams == 4 / 249
    assert found.pitch_entropy == 2.0


def test_repeats_are_of_the_pitch_or_of_the_whole_note() -> None:
    found = measured([line([40, 40, 40])])
    assert found.repeated_pitch == 1.0
    # Of three delays in turn, the last two are the same.
    assert found.repeated_note == pytest.approx(1 / 3, abs=0.01)


def test_what_is_in_a_training_track_in_any_key_is_copied() -> None:
    rng = np.random.default_rng(1)
    tune = rng.integers(30, 50, 100)
    learned = index_of([Track("t", "jazz", line(tune, 100), False)])
    own = rng.integers(30, 50, NOTES)
    own[10:40] = tune[20:50] + 3
    found = measured([NoteDelays(own, np.zeros_like(own))], learned)
    assert found.copied == pytest.approx(30 / 256, abs=3 / 256)


def test_real_lines_are_stretches_of_the_style_without_overlap() -> None:
    tracks = [track([40, 41], 600), track([50], 300), track([60], 900, "bach"), track([40], 100)]
    found = real_lines(tracks, "jazz", 10, seed=1)
    assert len(found) == 3
    assert {len(one.pitch) for one in found} == {NOTES}
    assert len(real_lines(tracks, "jazz", 2, seed=1)) == 2


@pytest.mark.parametrize("kind", ["lm", "vae", "vrash"])
def test_the_same_dice_make_the_same_line_and_the_prior_another(kind) -> None:
    weights = small_weights(kind)
    one, again, other = (from_prior(weights, 0, 32, 1.0, Random(seed)) for seed in (1, 1, 2))
    assert one.pitch.tolist() == again.pitch.tolist()
    assert one.pitch.tolist() != other.pitch.tolist()


def test_a_colder_line_is_less_various() -> None:
    warm, cold = (
        measured(generated_lines(small_weights(), 0, 4, temperature, 1)).pitch_entropy
        for temperature in (1.0, 0.2)
    )
    assert cold < warm


def test_a_latent_between_two_is_on_the_straight_line() -> None:
    ends = np.zeros(3, np.float32), np.array([4.0, 2.0, -4.0], np.float32)
    assert [one.tolist() for one in between(*ends, 3)] == [[0, 0, 0], [2, 1, -2], [4, 2, -4]]


def test_a_line_is_encoded_and_decoded_again() -> None:
    weights, told = small_weights(), line([40, 45, 50], 32)
    latent = encoded(weights, told, 2).mean
    made = decoded(weights, latent, 2, 32, temperature=1.0, rng=Random(1))
    assert len(made.pitch) == len(made.delay) == 32


def test_information_of_two_keys_is_what_shuffling_leaves() -> None:
    found = information([line([40, 41]), line([50, 51])], seed=1)
    assert found["bits"][0] > 1.9
    assert found["shuffled"][0] == pytest.approx(1.0, abs=0.05)


def test_the_filter_keeps_the_half_that_is_most_like_real_tracks() -> None:
    rng = np.random.default_rng(1)
    real = [line(rng.permutation(12) + 40) for _ in range(12)]
    wild = [NoteDelays(rng.integers(0, 84, NOTES), rng.integers(0, 20, NOTES)) for _ in range(20)]
    kept = filtered(real, [*wild[:6], *real[:6]], wild[6:])
    assert [id(one) for one in kept] == [id(one) for one in real[:6]]


def options(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


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
    assert found["lines"]["1"]["jazz"]["vrash, filtered"]["lines"] == 2
    assert "real" not in found["lines"]["0.5"]["jazz"]
    # Two real lines of a style are too few to teach a filter and test it.
    assert found["filter"] == {}
    assert len(found["interpolation"]["decoded"]) == 5
    vrash_page(found).write(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<img") == 3
    assert f"{found['bound']['vrash']:.3f}" in page


def test_the_committed_results_draw_the_committed_page(tmp_path) -> None:
    papers = Path(__file__).parents[3] / "docs" / "papers"
    (tmp_path / "vrash.json").write_bytes((papers / "vrash.json").read_bytes())
    assert run(options("--redraw", "--out", tmp_path)) == 0
    drawn, kept = (
        re.sub(r"base64,[^\"]+", "", (folder / "vrash.html").read_text(encoding="utf-8"))
        for folder in (tmp_path, papers)
    )
    assert drawn == kept


def test_a_missing_network_is_told_with_the_mend(tmp_path, capsys) -> None:
    assert run(options("--data", tmp_path, "--weights", tmp_path)) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "vrash_lm.safetensors is missing; train it with: antiphon train vrash --kind lm" in told


def test_data_or_results_must_be_named(tmp_path, capsys) -> None:
    assert run(options()) == 2
    assert "name the data's folder with --data" in capsys.readouterr().err
    assert run(options("--redraw")) == 2
    assert "name the folder of vrash.json with --out" in capsys.readouterr().err
    (tmp_path / "vrash.json").write_text("{")
    assert run(options("--redraw", "--out", tmp_path)) == 2
    assert "vrash.json: holds no results" in capsys.readouterr().err
