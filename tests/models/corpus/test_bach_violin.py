import pytest

from antiphon_models.corpus.bach_violin import read_bach_violin
from antiphon_models.corpus.piece import CorpusError
from corpora import BACH_HEADER


def table(folder, *rows):
    path = folder / "notes.tsv"
    path.write_text(BACH_HEADER + "".join("\t".join(row.split()) + "\n" for row in rows))
    return path


def test_movements_hold_all_voices_in_order_of_onset(tmp_path):
    path = table(tmp_path, "a 1.0 1.0 70 0 1", "a 0.0 1.0 55 0 2", "b 0.0 2.0 60 0 1")
    first, second = read_bach_violin(path)
    assert [note.pitch for note in first.notes] == [55, 70]
    assert (first.name, first.style, first.has_velocity) == ("a", "bach", False)
    assert [note.pitch for note in second.notes] == [60]


def test_grace_notes_and_notes_without_length_are_left_out(tmp_path):
    path = table(tmp_path, "a 0.0 1.0 60 1 1", "a 0.0 0.0 61 0 1", "a 0.0 1.0 62 0 1")
    (piece,) = read_bach_violin(path)
    assert [note.pitch for note in piece.notes] == [62]


def test_a_movement_has_a_human_tempo_that_the_seed_decides(tmp_path):
    path = table(tmp_path, "a 0.0 1.0 60 0 1", "a 1.0 1.0 62 0 1")
    (piece,), (again,), (other,) = (list(read_bach_violin(path, seed)) for seed in (1, 1, 2))
    assert piece == again
    assert piece != other
    assert 60.0 / 110.0 <= piece.notes[1].onset <= 1.0


def test_a_table_of_something_else_is_refused_by_name(tmp_path):
    path = tmp_path / "notes.tsv"
    path.write_text("what\tis\tthis\n1\t2\t3\n")
    with pytest.raises(CorpusError, match=r"notes\.tsv: no table of Bach's notes"):
        list(read_bach_violin(path))
