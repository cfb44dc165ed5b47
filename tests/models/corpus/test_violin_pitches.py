import pytest

pytest.importorskip("music21")
pytest.importorskip("tqdm")

from antiphon_models.corpus import tune_cache
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.violin_pitches import (
    SCORES,
    TABLE,
    read_violin_pitches,
    read_violin_table,
    violin_parts_in,
)
from corpora import BACH_HEADER, real_data, write_song


@pytest.fixture(autouse=True)
def no_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")


SCORE = """<?xml version="1.0" encoding="UTF-8"?>
<score-partwise version="3.1"><part-list>
<score-part id="P1"><part-name>{0}</part-name></score-part>
<score-part id="P2"><part-name>Violoncello</part-name></score-part></part-list>
<part id="P1"><measure number="1"><attributes><divisions>1</divisions></attributes>
<note><grace/><pitch><step>F</step><octave>5</octave></pitch><voice>1</voice></note>
<note><pitch><step>E</step><octave>5</octave></pitch><duration>2</duration><tie type="start"/>
<voice>1</voice></note>
<note><pitch><step>E</step><octave>5</octave></pitch><duration>1</duration><tie type="stop"/>
<voice>1</voice></note>
<note><rest/><duration>1</duration><voice>1</voice></note>
<backup><duration>4</duration></backup>
<note><pitch><step>G</step><octave>3</octave></pitch><duration>1</duration><voice>2</voice></note>
<note><pitch><step>A</step><octave>3</octave></pitch><duration>1</duration><voice>2</voice></note>
<note><pitch><step>C</step><octave>4</octave></pitch><duration>2</duration><voice>2</voice></note>
<note><chord/><pitch><step>E</step><octave>4</octave></pitch><duration>2</duration>
<voice>2</voice></note>
</measure></part>
<part id="P2"><measure number="1"><note><pitch><step>C</step><octave>2</octave></pitch>
<duration>4</duration></note></measure></part></score-partwise>
"""


def score(folder, name="Violin I"):
    path = folder / "duo.musicxml"
    path.write_text(SCORE.format(name))
    return path


def test_single_notes_of_the_violin_are_interleaved_by_time_ties_and_graces_counted(tmp_path):
    (part,) = violin_parts_in(score(tmp_path))
    assert (part.source, part.pitch) == ("duo", (77, 76, 55, 57, 76))


def test_a_score_without_a_violin_gives_nothing(tmp_path):
    assert violin_parts_in(score(tmp_path, "Flute")) == []
    with pytest.raises(CorpusError, match="no violin part in its 1 scores"):
        read_violin_pitches(tmp_path)


def test_a_midi_file_is_read_by_the_name_of_its_track(tmp_path):
    notes = [(67, 80, 0, 200), (69, 80, 240, 200), (71, 80, 480, 200)]
    write_song(tmp_path / "song.mid", {"Violin": notes})
    (sequence,) = read_violin_pitches(tmp_path)
    assert (sequence.name, sequence.pitches) == ("song", (67, 69, 71))


def test_a_broken_file_is_named_and_skipped(tmp_path, caplog):
    score(tmp_path)
    (tmp_path / "broken.musicxml").write_text("<score-partwise>")
    assert [sequence.name for sequence in read_violin_pitches(tmp_path)] == ["duo"]
    assert "broken.musicxml: skipped" in caplog.text


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CorpusError, match="scores is missing; name the data's folder"):
        read_violin_pitches(tmp_path / "scores")


def test_the_table_is_read_by_time_and_then_by_voice(tmp_path):
    rows = ["a 1.0 1.0 70 0 1", "a 0.0 1.0 55 0 2", "a 0.0 2.0 60 0 1", "b 0.0 1.0 61 0 1"]
    path = tmp_path / "notes.tsv"
    path.write_text(BACH_HEADER + "".join("\t".join(row.split()) + "\n" for row in rows))
    first, second = read_violin_table(path)
    assert (first.name, first.pitches) == ("a", (60, 55, 70))
    assert (second.name, second.pitches) == ("b", (61,))


def test_a_table_of_something_else_is_refused(tmp_path):
    (tmp_path / "notes.tsv").write_text("what\tis\n1\t2\n")
    with pytest.raises(CorpusError, match="no table of Bach's notes"):
        read_violin_table(tmp_path / "notes.tsv")


def test_the_table_of_bach_has_26044_notes_in_32_movements():
    sequences = read_violin_table(real_data() / TABLE)
    assert (len(sequences), sum(len(piece.pitches) for piece in sequences)) == (32, 26044)
    assert len({pitch for piece in sequences for pitch in piece.pitches}) == 37


def test_a_movement_out_of_its_score_has_its_tied_notes_twice():
    (part,) = violin_parts_in(real_data() / SCORES / "bwv1006_mov5.mxl")
    merged = {piece.name: piece for piece in read_violin_table(real_data() / TABLE)}
    assert (len(part.pitch), len(merged["bwv1006_mov5"].pitches)) == (184, 181)
