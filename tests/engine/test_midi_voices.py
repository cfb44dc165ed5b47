from pathlib import Path

import pytest

from antiphon_engine.midi_file import MidiFileError
from antiphon_engine.midi_voices import read_voices
from antiphon_models.music.notes import Note
from builders import phrase
from songs import write_bad_files, write_song, write_tracks


def pitches(path: Path) -> list[list[int]]:
    return [[note.pitch for note in voice] for voice in read_voices(path)]


def test_each_track_is_a_voice_in_seconds(tmp_path: Path) -> None:
    path = write_song(tmp_path / "a.mid", "C4 E4:2", "C3")
    assert read_voices(path) == (
        (Note(60, 80, 0.0, 0.5), Note(64, 80, 0.5, 1.0)),
        (Note(48, 80, 0.0, 0.5),),
    )


def test_the_channels_of_one_track_are_voices_of_their_own_and_drums_are_none(
    tmp_path: Path,
) -> None:
    track = {0: phrase("C4 E4"), 3: phrase("G4 B4"), 9: phrase("C2 D2 C2")}
    assert pitches(write_tracks(tmp_path / "a.mid", [track], kind=0)) == [[60, 64], [67, 71]]


def test_each_piece_of_a_file_of_type_2_is_counted_from_its_own_beginning(tmp_path: Path) -> None:
    path = write_song(tmp_path / "a.mid", "C4 E4", "G4", kind=2)
    assert [voice[0].onset for voice in read_voices(path)] == [0.0, 0.0]


def test_a_file_of_countless_voices_is_no_music(tmp_path: Path) -> None:
    path = write_song(tmp_path / "a.mid", *["C4"] * 256)
    assert len(read_voices(path)) == 256
    write_song(path, *["C4"] * 257)
    with pytest.raises(MidiFileError, match=r"a\.mid: it holds 257 voices"):
        read_voices(path)


def test_a_bad_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    for name, reason in write_bad_files(tmp_path).items():
        with pytest.raises(MidiFileError) as refused:
            read_voices(tmp_path / name)
        assert str(refused.value).startswith(f"{tmp_path / name}: {reason}")
        assert "\n" not in str(refused.value)
