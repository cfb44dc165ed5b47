import pytest

from antiphon_models.corpus.jazz_solos import read_jazz_solos
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.music.notes import Note


def test_solos_come_as_performed(tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("solo,pitch,onset_s,duration_s\na,65,10.5,0.25\na,63,11.0,0.5\nb,60,2.0,1.0\n")
    first, second = read_jazz_solos(path)
    assert first.notes == (Note(65, 64, 10.5, 0.25), Note(63, 64, 11.0, 0.5))
    assert (first.name, first.style, first.has_velocity) == ("a", "jazz", False)
    assert second.name == "b"


def test_a_broken_table_is_refused_by_name(tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("solo,pitch,onset_s,duration_s\na,sixty,10.5,0.25\n")
    with pytest.raises(CorpusError, match=r"notes\.csv: no table of jazz solos"):
        list(read_jazz_solos(path))
