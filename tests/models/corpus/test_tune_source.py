from pathlib import Path

import pytest

from antiphon_models.corpus import content_cache, tune_cache
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.score_tunes import corpus_folder
from antiphon_models.corpus.tune_source import read_source
from corpora import BACH_HEADER, real_data
from score_texts import PITCH, write_scores

pytest.importorskip("music21")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(content_cache, "cache_folder", lambda: tmp_path / "cache")


def test_a_folder_gives_its_tunes_whatever_their_formats(tmp_path):
    write_scores(tmp_path / "music" / "deep")
    (tmp_path / "music" / "broken.mid").write_text("no music")
    found = read_source(str(tmp_path / "music"))
    assert sorted(tune.source for tune in found.tunes) == [
        "deep/song",
        *["deep/song"] * 2,
        "deep/song/1",
    ]
    assert {tune.pitch for tune in found.tunes} == {PITCH}
    assert [(one.source, one.reason) for one in found.rejections] == [
        ("broken.mid", "cannot be read")
    ]


def test_a_file_is_a_source(tmp_path):
    write_scores(tmp_path / "music")
    found = read_source(str(tmp_path / "music" / "song.krn"))
    assert [tune.source for tune in found.tunes] == ["song"]


def test_a_collection_of_music21_is_a_source_by_its_name():
    if not (corpus_folder() / "nottingham-dataset").is_dir():
        pytest.skip("this music21 has no corpus nottingham-dataset")
    found = read_source("music21:nottingham-dataset")
    assert [(tune.source, tune.title, tune.key) for tune in found.tunes] == [
        ("reelsa-c/80", "Cuckoo's Nest", "D"),
        ("reelsa-c/81", "Little Czech Number", "Am"),
    ]


def corpora(folder: Path) -> Path:
    (folder / "bach-violin").mkdir(parents=True)
    (folder / "jazz-solos").mkdir()
    (folder / "bach-violin" / "notes.tsv").write_text(
        BACH_HEADER
        + "one\t0.0\t0.5\t60\t0\t1\none\t0.5\t0.0\t62\t1\t1\none\t0.5\t0.5\t64\t0\t1\n"
        + "two\t0.0\t0.5\t60\t0\t1\n"
    )
    (folder / "jazz-solos" / "solos.csv").write_text("solo,tempo_bpm\nfast,120\nfree,\n")
    (folder / "jazz-solos" / "notes.csv").write_text(
        "solo,pitch,onset_s,duration_s\nfast,60,1.0,0.25\nfast,62,1.5,0.5\nfree,60,0,1\nfree,62,1,1\n"
    )
    return folder


def test_our_table_of_bach_is_a_source_without_graces(tmp_path):
    found = read_source("bach-violin", corpora(tmp_path))
    assert [(tune.source, tune.pitch, tune.onset) for tune in found.tunes] == [
        ("one", (60, 64), (0.0, 0.5))
    ]
    assert [(one.source, one.reason) for one in found.rejections] == [("two", "holds no melody")]


def test_jazz_solos_are_in_quarters_of_the_tempo_they_have(tmp_path):
    found = read_source("jazz-solos", corpora(tmp_path))
    assert [(tune.onset, tune.duration) for tune in found.tunes] == [((2.0, 3.0), (0.5, 1.0))]
    assert [(one.source, one.reason) for one in found.rejections] == [("free", "no tempo is known")]


@pytest.mark.parametrize(
    ("source", "data", "message"),
    [
        ("nowhere", None, "nowhere is not there; name a file, a folder, music21:"),
        ("music21:nothing", None, "music21 has no collection 'nothing'; it has airdsAirs, "),
        ("music21:", None, "music21 has no collection ''"),
        ("music21:../corpus", None, "music21 has no collection '../corpus'"),
        ("pop-songs", None, "pop-songs lies in the data's folder; name that with --data"),
        ("pop-songs", Path("nowhere"), "name the data's folder with --data"),
    ],
)
def test_a_source_that_is_not_there_is_said_in_one_line_with_the_mend(source, data, message):
    with pytest.raises(CorpusError) as said:
        read_source(source, data)
    assert message in str(said.value)
    assert "\n" not in str(said.value)


def test_a_folder_without_music_is_said(tmp_path):
    (tmp_path / "readme.txt").write_text("hello")
    with pytest.raises(CorpusError, match="holds no file of ABC, kern, MusicXML or MIDI"):
        read_source(str(tmp_path))


def test_the_real_table_has_all_movements():
    found = read_source("bach-violin", real_data())
    assert (len(found.tunes), sum(len(tune.pitch) for tune in found.tunes)) == (32, 26_040)
