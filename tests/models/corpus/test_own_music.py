import pytest

from antiphon_models.corpus.own_music import read_own_music
from antiphon_models.corpus.piece import CorpusError
from corpora import write_song

TUNE = [(60 + step, 80, step * 240, 200) for step in range(5)]
BASS = [(36 + step, 70, step * 480, 400) for step in range(3)]


def test_each_track_is_a_voice_of_its_own(tmp_path):
    write_song(tmp_path / "blue.mid", {"right": TUNE, "left": BASS})
    read = read_own_music([tmp_path])
    assert [(piece.name, piece.style, len(piece.notes)) for piece in read.pieces] == [
        ("blue/0", "mine", 5),
        ("blue/1", "mine", 3),
    ]
    first = read.pieces[0].notes[1]
    assert (first.pitch, first.velocity, first.onset) == (61, 80, 0.25)
    assert (read.files, read.notes, read.skipped) == (1, 8, [])


def test_of_a_take_only_the_player_is_learned(tmp_path):
    write_song(tmp_path / "take.mid", {"Player": TUNE, "Antiphon": BASS})
    (piece,) = read_own_music([tmp_path / "take.mid"]).pieces
    assert [note.pitch for note in piece.notes] == [60, 61, 62, 63, 64]


def test_folders_are_looked_through_to_the_bottom(tmp_path):
    (tmp_path / "deep" / "down").mkdir(parents=True)
    write_song(tmp_path / "deep" / "down" / "one.MID", {"": TUNE})
    (tmp_path / "deep" / "notes.txt").write_text("not music")
    assert read_own_music([tmp_path]).files == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a whole MIDI file"),
        (b"just some text that is no MIDI file", "not a MIDI file"),
        (b"MThd\0\0\0\6\0\1\0\1\1\xe0MTrk\0\0\1\0\0\x90", "not a whole MIDI file"),
        (b"MThd\0\0\0\6\0\1\0\1\0\0MTrk\0\0\0\x04\0\xff\x2f\0", "no notes in it"),
    ],
)
def test_a_bad_file_is_named_and_skipped(tmp_path, content, reason):
    (tmp_path / "bad.mid").write_bytes(content)
    write_song(tmp_path / "good.mid", {"": TUNE})
    read = read_own_music([tmp_path])
    assert read.files == 1
    (skipped,) = read.skipped
    assert skipped.startswith(f"bad.mid: {reason}")


def test_drums_and_single_notes_are_no_voice(tmp_path):
    write_song(tmp_path / "one.mid", {"": TUNE[:1]})
    write_song(tmp_path / "drums.mid", {"": TUNE}, channel=9)
    read = read_own_music([tmp_path])
    assert read.pieces == []
    assert read.skipped == [
        "drums.mid: no notes in it but drums",
        "one.mid: fewer than two notes",
    ]


def test_the_same_music_counts_once(tmp_path):
    write_song(tmp_path / "a.mid", {"": TUNE})
    write_song(tmp_path / "b.mid", {"": TUNE})
    read = read_own_music([tmp_path, tmp_path / "a.mid"])
    assert read.files == 1
    assert read.skipped == ["b.mid: the same notes as in a file before it"]


def test_a_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CorpusError, match="is not there; name MIDI files"):
        read_own_music([tmp_path / "nowhere.mid"])
