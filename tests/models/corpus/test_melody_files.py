import pytest

from antiphon_models.corpus.melody_files import (
    abc_tunes_by_catalogue,
    pitches_in_abc,
    pitches_in_file,
)
from antiphon_models.corpus.piece import CorpusError
from corpora import write_song

KERN = """**kern\t**text
*M4/4\t*
=1\t=1
4c\tla
8dq\t.
[4e\tla
=2\t=2
4e]\t.
4r\t.
2B-\tla
=\t=
4cc#\tla
==\t==
*-\t*-
"""
ABC = """X:1
T: Ohne Nummer
K: C
CDE

X:2
T: Mit Nummer
N: Q0001
N: und eine Bemerkung
M: 4/4
L: 1/4
K: G
G2 F-F | {g}A z B, c |

X:3
N: Q0001
K: C
CCC
"""


def kern(folder, text=KERN):
    path = folder / "song.krn"
    path.write_text(text)
    return path


def test_a_kern_file_gives_its_onsets_without_rests_graces_and_tied_notes(tmp_path):
    pytest.importorskip("music21")
    assert pitches_in_file(kern(tmp_path)) == (60, 64, 58, 73)


def test_a_midi_file_gives_the_notes_of_all_tracks_in_order_of_onset(tmp_path):
    path = tmp_path / "song.mid"
    write_song(path, {"A": [(60, 80, 0, 100), (64, 80, 960, 100)], "B": [(62, 80, 480, 100)]})
    assert pitches_in_file(path) == (60, 62, 64)


def test_an_abc_tune_is_found_by_its_first_number_and_read_in_its_key():
    pytest.importorskip("music21")
    tunes = abc_tunes_by_catalogue(ABC)
    assert list(tunes) == ["Q0001"]
    assert pitches_in_abc(tunes["Q0001"], "Q0001") == (67, 66, 69, 59, 72)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.mid", b"no music"),
        ("empty.mid", b""),
        ("cut.mid", b"MThd\0\0\0\6\0\1\0\1\1\xe0MTrk\0\0"),
        ("silent.krn", b"**kern\n4r\n*-\n"),
        ("text.krn", b"no music"),
    ],
)
def test_a_file_that_is_no_melody_is_named_in_one_line(tmp_path, name, content):
    pytest.importorskip("music21")
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CorpusError) as error:
        pitches_in_file(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
