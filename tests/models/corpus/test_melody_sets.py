import pytest

from antiphon_models.corpus.melody_sets import (
    COUNTS,
    IN_MUSIC21,
    MelodySet,
    Song,
    sets_in_folder,
    songs_of_sets,
)
from antiphon_models.corpus.piece import CorpusError
from corpora import melody_folder


def test_the_song_lists_are_as_long_as_the_published_sets():
    listed = {name: len(songs) for name, songs in songs_of_sets().items()}
    assert listed == {name: counts[0][0] for name, counts in COUNTS.items()}


def test_a_song_knows_where_music21_has_it():
    songs = songs_of_sets()
    assert songs["kinder"][0] == Song("kindr001", "K0001", "kinder0")
    assert songs["nova"][0] == Song("nova001", None, None)


def test_six_sets_have_797_songs_in_music21_once_each_is_counted_once():
    songs = songs_of_sets()
    numbers = [{song.catalogue for song in songs[name]} - {None} for name in IN_MUSIC21]
    assert sum(map(len, numbers)) == 797


def test_a_set_has_the_counts_and_pitches_of_its_melodies():
    found = MelodySet("elsass", ("a", "b"), ((60, 62, 60), (55, 62)))
    assert (found.counts, found.alphabet) == ((2, 5, 3), (55, 60, 62))


def test_a_folder_with_the_right_counts_is_taken(tmp_path):
    (found,) = sets_in_folder(melody_folder(tmp_path), ["jugoslav"])
    assert found.counts == (119, 2691, 25)
    assert found.songs[:2] == ("jugos001", "jugos002")


def test_a_folder_with_a_note_too_many_is_refused_with_both_counts(tmp_path):
    with pytest.raises(CorpusError) as error:
        sets_in_folder(melody_folder(tmp_path, events=2692), ["jugoslav"])
    assert str(error.value) == (
        f"{tmp_path}: jugoslav has 119 melodies, 2692 events, 25 pitches, "
        "not 119 melodies, 2691 events, 25 pitches"
    )


def test_what_is_missing_from_a_folder_is_said_in_one_line(tmp_path):
    melody_folder(tmp_path)
    for name in ("jugos001", "jugos002", "jugos003", "jugos004"):
        (tmp_path / f"{name}.mid").unlink()
    with pytest.raises(CorpusError) as error:
        sets_in_folder(tmp_path, ["elsass", "jugoslav"])
    assert str(error.value) == (
        f"{tmp_path}: elsass lacks elsass01, elsass02, elsass03 and 88 more of 91 songs; "
        "jugoslav lacks jugos001, jugos002, jugos003 and 1 more of 119 songs"
    )


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"nowhere is no folder; .* --data"):
        sets_in_folder(tmp_path / "nowhere")
