import itertools

from antiphon_models.corpus.melody_sets import MelodySet
from antiphon_models.evaluation.folds import folds_of, validation_of

TWELVE = MelodySet("elsass", tuple("abcdefghijkl"), tuple((60 + n, 60) for n in range(12)))


def songs_tested(seed=0):
    return [[melody[0] - 60 for melody in fold.test] for fold in folds_of(TWELVE, seed)]


def test_the_folds_are_for_ever_the_same():
    assert songs_tested() == [[1, 11], [9, 6], [8], [5], [10], [2], [3], [7], [4], [0]]


def test_another_seed_cuts_otherwise():
    assert songs_tested(1) != songs_tested(0)


def test_every_song_is_tested_once_and_never_learned_where_it_is_songs_tested():
    for fold in folds_of(TWELVE):
        assert sorted((*fold.training, *fold.test)) == list(TWELVE.melodies)
    assert sorted(itertools.chain(*songs_tested())) == list(range(12))


def test_a_melody_is_written_as_columns_of_the_whole_sets_alphabet():
    fold = next(folds_of(TWELVE))
    assert fold.alphabet == tuple(range(60, 72))
    assert fold.columns((60, 71, 65)) == bytes([0, 11, 5])


def test_a_tenth_tells_when_to_stop_and_another_seed_chooses_another():
    learned, validated = validation_of(40, 7)
    assert len(validated) == 4
    assert sorted(learned + validated) == list(range(40))
    assert validation_of(40, 7) == (learned, validated)
    assert validation_of(40, 8)[1] != validated
