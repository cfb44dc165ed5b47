"""Tracks normalised and filtered as papers/003 has it, each refusal with its reason."""

import pytest

from antiphon_models.codecs.note_delays import DELAYS
from antiphon_models.corpus.piece import CorpusError, Piece
from antiphon_models.corpus.tracks import (
    NO_MULTIPLES,
    NOT_READABLE,
    TOO_MANY_PAUSES,
    TOO_SHORT,
    TOO_UNIFORM,
    Survey,
    normalised,
    normalised_all,
    pitch_entropy,
    read_midi_folder,
    read_track_pieces,
)
from antiphon_models.music.notes import Note
from corpora import real_data, small_collection, write_song

SCALE = [60, 62, 64, 65, 67, 69, 71, 72]


def piece(pauses, pitches=SCALE, name="tune"):
    notes, onset = [], 0.0
    for number, pause in enumerate(pauses):
        notes.append(Note(pitches[number % len(pitches)], 80, onset, 0.9 * pause))
        onset += pause
    return Piece(name, "pop", tuple(notes), True)


def test_an_even_track_is_kept_as_it_is_written():
    track = normalised(piece([0.5, 0.25, 0.25, 0.5, 1.0] * 4))
    assert track.is_performed is False
    assert [str(DELAYS[delay]) for delay in track.notes.delay[:5]] == ["1", "1/2", "1/2", "1", "2"]


def test_a_short_track_is_refused():
    assert normalised(piece([0.5] * 15)) == TOO_SHORT
    assert normalised(Piece("silence", "pop", (), True)) == TOO_SHORT


def test_a_bass_that_repeats_its_note_is_refused():
    assert normalised(piece([0.5] * 32, [36, 36, 36, 36, 36, 36, 36, 43])) == TOO_UNIFORM


def test_eleven_different_pauses_pass_and_twelve_do_not():
    eleven = [1 / 6, 0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1.5, 2.0, 2.5, 3.0]
    assert not isinstance(normalised(piece([1.0] * 20 + eleven + [1.0])), str)
    assert normalised(piece([1.0] * 20 + [*eleven, 4.0] + [1.0])) == TOO_MANY_PAUSES


def test_performed_time_is_made_even():
    # Each pause 15 % from a multiple: nothing of a score, all of a player's.
    track = normalised(piece([0.5, 0.575, 0.435, 1.15, 0.29] * 6))
    assert track.is_performed
    assert {str(DELAYS[delay]) for delay in track.notes.delay} == {"1", "2", "1/2"}


def test_pauses_far_below_the_median_are_no_rhythm():
    assert normalised(piece([0.5] * 20 + [0.03] * 6)) == NO_MULTIPLES


def test_a_long_rest_is_no_stray():
    track = normalised(piece([0.5] * 20 + [30.0] * 4 + [0.5] * 4))
    assert [str(DELAYS[delay]) for delay in track.notes.delay[20:24]] == ["16"] * 4


def test_a_survey_counts_every_track_by_reason():
    survey = Survey()
    kept = normalised_all([piece([0.5] * 32), piece([0.5] * 3), piece([0.5] * 2)], survey)
    assert [track.name for track in kept] == ["tune"]
    assert survey.kept == {"pop": 1}
    assert survey.rejected == {"pop": {TOO_SHORT: 2}}
    assert survey.lines() == [
        "pop: 1 kept, 0 of them with time made even; 2 refused: fewer than 16 notes"
    ]


def test_entropy_is_in_bits():
    assert pitch_entropy([60, 60, 62, 62]) == 1.0
    assert pitch_entropy([60, 62, 64, 65]) == 2.0
    assert pitch_entropy([60]) == 0.0


def test_a_midi_folder_is_split_into_tracks_without_drums(tmp_path):
    notes = [(60 + step, 80, 480 * step, 400) for step in range(4)]
    write_song(tmp_path / "a.mid", {"flute": notes, "bass": notes[:2]})
    write_song(tmp_path / "drums.mid", {"kit": notes}, channel=9)
    (tmp_path / "broken.mid").write_bytes(b"MThd")
    survey = Survey()
    pieces = list(read_midi_folder(tmp_path, survey))
    assert [(one.name, one.style, len(one.notes)) for one in pieces] == [
        ("a", "flute", 4),
        ("a", "bass", 2),
    ]
    assert survey.rejected == {"midi": {NOT_READABLE: 1}}


def test_songs_give_their_tracks_by_style(tmp_path):
    folder = small_collection(tmp_path)
    pieces = list(read_track_pieces(folder, styles=("bach", "pop", "piano")))
    assert {(one.style, one.name) for one in pieces} >= {
        ("bach", "mov0"),
        ("pop", "001"),
        ("piano", "001"),
    }


def test_a_missing_folder_is_told_with_the_mend(tmp_path):
    with pytest.raises(CorpusError, match="pop-songs is missing; name the data's folder"):
        list(read_track_pieces(tmp_path, styles=("pop",)))


def test_of_bach_thirty_movements_pass_and_of_the_solos_all_but_one():
    survey = Survey()
    normalised_all(read_track_pieces(real_data(), styles=("bach", "jazz")), survey)
    assert survey.kept == {"bach": 30, "jazz": 265}
    assert survey.performed == {"bach": 2, "jazz": 265}
    assert survey.rejected["bach"] == {TOO_MANY_PAUSES: 2}
