import json

import numpy as np
import pytest

from antiphon_models.corpus import content_cache, tune_cache
from antiphon_models.corpus.data_sets import (
    Wish,
    make_grid,
    make_pitches,
    make_tracks,
    make_triples,
)
from antiphon_models.corpus.grid_corpus import read_grid
from corpora import real_data, write_song
from score_texts import MUSICXML, write_scores

pytest.importorskip("music21")
HEAD = "M:4/4\nL:1/4\nK:"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(content_cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")


def book(folder, *tunes):
    """Write an ABC file of tunes in quarters, each its key and its notes; return its name."""
    texts = [f"X:{number + 1}\n{HEAD}{tune}\n" for number, tune in enumerate(tunes)]
    path = folder / "book.abc"
    path.write_text("\n".join(texts))
    return str(path)


def reasons(made):
    return [(one.source, one.reason) for one in made.rejections]


def test_a_tune_in_g_stands_in_c_on_the_grid_with_as_many_ends_as_were_asked_for(tmp_path):
    wish = Wish((book(tmp_path, "G\nG B d2 | z G |]"),), length=3)
    made = make_grid(wish, tmp_path / "out")
    assert (tmp_path / "out" / "dataset.txt").read_text() == (
        "72 _ _ _ 76 _ _ _ 79 _ _ _ _ _ _ _ r _ _ _ 72 _ _ _ / / /\n"
    )
    assert json.loads((tmp_path / "out" / "symbols.json").read_text()) == {
        "72": 0, "76": 1, "79": 2, "/": 3, "_": 4, "r": 5,
    }  # fmt: skip
    assert (made.kept, made.rejections) == (1, [])
    assert made.facts == {"keys": {"abc, major": 1}, "symbols": 6, "steps": 24}


def test_a_tune_that_states_g_and_sounds_minor_stands_in_a_minor(tmp_path):
    made = make_grid(Wish((book(tmp_path, "G\nG _B d G |]"),)), tmp_path / "out")
    (song,) = read_grid(tmp_path / "out")
    assert [symbol for symbol in song.symbols if symbol != "_"] == ["69", "72", "76", "69"]
    assert made.facts["keys"] == {"abc, minor": 1}


def test_a_tune_is_left_out_for_the_duration_that_is_named(tmp_path):
    source = book(
        tmp_path, "C\nC E |]", "C\nC E6 |]", "C\n(3CEG C |]", "C\nC/8E |]", "C\nC z5 E |]"
    )
    made = make_grid(Wish((source,)), tmp_path / "out")
    assert reasons(made) == [
        ("book/2", "a duration of 6 quarter lengths"),
        ("book/3", "a duration of 0.6667 quarter lengths"),
        ("book/4", "a duration of 0.125 quarter lengths"),
        ("book/5", "a duration of 5 quarter lengths"),
    ]
    assert made.kept == 1


def test_any_duration_of_sixteenths_is_kept_where_that_is_wished(tmp_path):
    source = book(tmp_path, "C\nC E6 |]", "C\n(3CEG C |]")
    made = make_grid(Wish((source,), any_duration=True), tmp_path / "out")
    assert reasons(made) == [("book/2", "does not lie on the 16th-note grid")]
    assert made.kept == 1


def test_a_tie_is_one_note_whose_parts_are_acceptable(tmp_path):
    made = make_grid(Wish((book(tmp_path, "C\nC2- | C/ E G |]"),)), tmp_path / "out")
    (song,) = read_grid(tmp_path / "out")
    assert song.symbols == ("60", *["_"] * 9, "64", *["_"] * 3, "67", *["_"] * 3)
    assert made.rejections == []


def test_the_first_part_of_a_score_is_taken_or_all_parts(tmp_path):
    path = tmp_path / "duet.krn"
    path.write_text("**kern\t**kern\n*C:\t*C:\n4C\t4c\n4E\t4e\n4G\t4g\n*-\t*-\n")
    wish = Wish((str(path),))
    assert make_grid(wish, tmp_path / "first").kept == 1
    assert make_grid(Wish(wish.sources, all_parts=True), tmp_path / "all").kept == 2
    assert read_grid(tmp_path / "first")[0].symbols[0] == "60"


def test_played_midi_is_left_out_or_moved_to_sixteenths(tmp_path):
    played = [(60, 80, 3, 470), (64, 80, 476, 250), (67, 80, 725, 230)]
    write_song(tmp_path / "played.mid", {"A": played})
    wish = Wish((str(tmp_path / "played.mid"),))
    made = make_grid(wish, tmp_path / "out")
    assert reasons(made) == [("played", "a duration that is no note value, as when it was played")]
    assert make_grid(Wish(wish.sources, sixteenths=True), tmp_path / "out").kept == 1
    (song,) = read_grid(tmp_path / "out")
    assert song.symbols == ("60", "_", "_", "_", "64", "_", "67", "_")


def test_nothing_is_written_where_nothing_is_left(tmp_path):
    made = make_grid(Wish((book(tmp_path, "C\nC E6 |]"),)), tmp_path / "out")
    assert (made.kept, made.found) == (0, {str(tmp_path / "book.abc"): 1})
    assert not (tmp_path / "out").exists()


def test_violin_parts_are_bare_pitches_and_an_alphabet(tmp_path):
    write_scores(tmp_path / "music")
    violin = MUSICXML.replace("Voice", "Violin 1")
    (tmp_path / "music" / "solo.musicxml").write_text(violin)
    (tmp_path / "music" / "broken.krn").write_text("no music")
    made = make_pitches(Wish((str(tmp_path / "music"),)), tmp_path / "out")
    # papers/000's program counts a tied note twice.
    assert (tmp_path / "out" / "pitches.tsv").read_text() == "solo\t60 64 64 67\n"
    assert json.loads((tmp_path / "out" / "alphabet.json").read_text()) == [60, 64, 67]
    assert made.facts == {"notes": 4, "pitches": 3}
    found = dict(reasons(made))
    assert found["song.krn"] == "has no violin part"
    assert "broken.krn" in found


def song(folder, name, pitches, length=240):
    notes = [(pitch, 80, place * length, length) for place, pitch in enumerate(pitches)]
    write_song(folder / name, {"A": notes})


def test_tracks_are_normalised_or_left_out_for_papers_003s_reasons(tmp_path):
    song(tmp_path, "good.mid", [60, 62, 64, 65, 67, 69, 71, 72] * 3)
    song(tmp_path, "same.mid", [60] * 24)
    song(tmp_path, "short.mid", [60, 62, 64])
    made = make_tracks(Wish((str(tmp_path),)), tmp_path / "out")
    (line,) = (tmp_path / "out" / "tracks.jsonl").read_text().splitlines()
    track = json.loads(line)
    assert (track["name"], track["style"], len(track["pitch"])) == ("good", "mine", 24)
    assert len(track["delay"]) == 24
    assert reasons(made) == [
        ("same", "pitch entropy below 1.5 bits"),
        ("short", "fewer than 16 notes"),
    ]


def test_triples_are_pitch_step_and_duration_of_pieces_longer_than_a_window(tmp_path):
    song(tmp_path, "long.mid", list(range(40, 70)))
    song(tmp_path, "window.mid", list(range(40, 65)))
    made = make_triples(Wish((str(tmp_path),)), tmp_path / "out")
    with np.load(tmp_path / "out" / "triples.npz") as kept:
        assert kept["name"].tolist() == ["mine/long"]
        assert kept["length"].tolist() == [30]
        assert kept["pitch"].tolist() == list(range(40, 70))
        assert kept["step"][:3].tolist() == pytest.approx([0.0, 0.25, 0.25])
        assert kept["duration"][:3].tolist() == pytest.approx([0.25] * 3)
    assert reasons(made) == [("window", "no more than 25 notes, which is one window")]


def test_the_piano_rolls_that_triples_are_taken_from_are_written_where_that_is_wished(tmp_path):
    song(tmp_path, "long.mid", list(range(40, 70)))
    make_triples(Wish((str(tmp_path / "long.mid"),), rolls=True), tmp_path / "out")
    with np.load(tmp_path / "out" / "rolls" / "00000.npz") as kept:
        assert kept["velocity"].shape == (128, 750)
        assert kept["velocity"][41, 24:51].tolist() == [0] + [80] * 25 + [0]
        assert np.flatnonzero(kept["is_onset"][41]).tolist() == [25]
        assert kept["frame_rate"] == 100.0


def test_the_real_movements_that_fit_the_grid_are_few(tmp_path):
    made = make_grid(Wish(("bach-violin",), real_data()), tmp_path / "out")
    assert (made.kept, len(made.rejections)) == (13, 19)


def test_a_file_that_claims_to_be_years_long_is_left_out_not_laid_out(tmp_path):
    write_song(tmp_path / "years.mid", {"A": [(60, 80, 0, 480), (62, 80, 200_000_000, 480)]})
    source = (str(tmp_path / "years.mid"),)
    for made in (
        make_grid(Wish(source, any_duration=True), tmp_path / "out"),
        make_triples(Wish(source), tmp_path / "out"),
        make_tracks(Wish(source), tmp_path / "out"),
    ):
        assert reasons(made) == [("years", "claims to be longer than any music")]
