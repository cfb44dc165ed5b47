import pytest

from antiphon_models.corpus.pop_songs import read_pop_song
from antiphon_models.music.notes import Note
from corpora import write_song

MELODY = [(72, 90, 480, 240), (74, 91, 960, 480)]
PIANO = [(48, 60, 480, 960)]


def test_a_song_gives_its_melody_and_its_whole_arrangement(tmp_path):
    write_song(tmp_path / "012.mid", {"MELODY": MELODY, "PIANO": PIANO, "BRIDGE": []})
    melody, piano = read_pop_song(tmp_path / "012.mid")
    assert melody.notes == (Note(72, 90, 0.5, 0.25), Note(74, 91, 1.0, 0.5))
    assert [note.pitch for note in piano.notes] == [48, 72, 74]
    assert [(piece.name, piece.style) for piece in (melody, piano)] == [
        ("012", "pop"),
        ("012", "piano"),
    ]


def test_a_pitch_struck_twice_before_it_ends_is_two_notes(tmp_path):
    write_song(tmp_path / "1.mid", {"MELODY": [(60, 80, 0, 480), (60, 70, 240, 480)]})
    melody, _ = read_pop_song(tmp_path / "1.mid")
    assert [(note.onset, note.duration) for note in melody.notes] == [(0.0, 0.5), (0.25, 0.5)]


@pytest.mark.parametrize("content", [b"", b"MThd", b"RIFF not a song", b"PK\x03\x04"])
def test_what_is_no_midi_file_is_refused(tmp_path, content):
    path = tmp_path / "1.mid"
    path.write_bytes(content)
    with pytest.raises((OSError, ValueError)):
        list(read_pop_song(path))


def test_a_truncated_song_is_refused(tmp_path):
    path = tmp_path / "1.mid"
    write_song(path, {"MELODY": MELODY})
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises((OSError, ValueError)):
        list(read_pop_song(path))


def test_a_song_without_a_melody_is_refused(tmp_path):
    write_song(tmp_path / "1.mid", {"PIANO": PIANO})
    with pytest.raises(ValueError, match="no track MELODY"):
        list(read_pop_song(tmp_path / "1.mid"))
