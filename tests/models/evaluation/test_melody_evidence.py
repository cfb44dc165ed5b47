import numpy as np
import pytest

pytest.importorskip("torch")

from antiphon_models.evaluation.folds import Fold
from antiphon_models.evaluation.melody_evidence import (
    LONG_INTERVAL,
    LONG_PITCH,
    NETWORK,
    NETWORKS,
    ON_PITCH,
    SHORT_PITCH,
    NetworkTables,
    fold_evidence,
    motif_votes,
)
from antiphon_models.evaluation.ppm_tables import LONG_TERM
from antiphon_models.mixture import Vote
from antiphon_models.music.motif import INTERVAL, PITCH

ALPHABET = (60, 62, 64, 65, 67)
TUNE = (60, 62, 64, 60, 62, 64, 67, 65)
OTHER = (67, 65, 64, 67, 65, 64, 60, 62)


def network(sure, fold, validation):
    def table(melody):
        chances = np.full((len(melody), 5), (1.0 - sure) / 4)
        chances[:, 0] = sure
        return chances

    unseen = [fold.training[index] for index in validation]
    return NetworkTables(
        [table(melody) for melody in fold.test], validation, [table(melody) for melody in unseen]
    )


def test_motifs_vote_for_what_followed_last_time_and_never_for_what_they_have_not_heard():
    votes = motif_votes((60, 62, 64, 65, 60, 62, 64, 67, 60, 62, 64), ALPHABET)
    assert votes[:7] == [[]] * 7
    assert Vote(PITCH, ALPHABET.index(65), 3) in votes[7]
    assert votes[8] == []


def test_a_motif_in_another_key_votes_by_interval_within_the_alphabet_only():
    # 60 62 64 65 and, a fourth up, 65 67 69 70: the 70 is not in this alphabet.
    assert motif_votes((60, 62, 64, 65, 67, 65, 67, 69, 70), (60, 62, 64, 65, 67, 69)) == [[]] * 9
    votes = motif_votes((55, 57, 59, 62, 60, 60, 62, 64, 67), (*range(55, 70),))
    assert [vote for note in votes for vote in note if vote.voter == INTERVAL] == []
    votes = motif_votes((55, 57, 59, 60, 62, 60, 62, 64, 65, 67), (*range(55, 70),))
    assert votes[9] == [Vote(INTERVAL, 12, 4)]


def test_each_test_melody_has_the_word_of_every_expert_for_each_of_its_notes():
    fold = Fold("elsass", 0, ALPHABET, (TUNE, OTHER, TUNE), (OTHER, TUNE))
    networks = [network(0.6, fold, (0,)), network(0.2, fold, (2, 1))]
    found = fold_evidence(fold, networks)
    assert [one.columns for one in found.test] == [fold.columns(OTHER), fold.columns(TUNE)]
    for one in found.test:
        assert {table.shape for table in one.tables.values()} == {(8, 5)}
        assert len(one.votes) == 8
        assert one.tables[NETWORK][0, 0] == 0.6
        assert one.tables[NETWORKS][0, 0] == pytest.approx(0.4)
        assert LONG_TERM in one.tables


def test_a_setting_hears_what_its_network_never_learned_as_if_it_were_tested():
    fold = Fold("elsass", 0, ALPHABET, (TUNE, OTHER, TUNE), (OTHER,))
    found = fold_evidence(fold, [network(0.6, fold, (1,)), network(0.2, fold, (0, 1))])
    assert [[one.columns for one in setting] for setting in found.settings] == [
        [fold.columns(OTHER)],
        [fold.columns(TUNE), fold.columns(OTHER)],
    ]
    assert found.settings[1][0].tables[NETWORKS][0, 0] == 0.2


def test_what_sets_a_mixture_is_unknown_to_the_context_models_too():
    fold = Fold("elsass", 0, ALPHABET, (TUNE, OTHER, TUNE), (OTHER,))
    (heard, _), *_ = fold_evidence(fold, [network(0.6, fold, (0, 2))]).settings
    apart = Fold("elsass", 0, ALPHABET, (OTHER,), (TUNE,))
    (tested,) = fold_evidence(apart, [network(0.6, apart, (0,))]).test
    for name in (LONG_PITCH, LONG_INTERVAL):
        assert np.array_equal(heard.tables[name], tested.tables[name])


def test_only_what_learns_on_knows_a_melody_better_when_it_is_tested_again():
    fold = Fold("elsass", 0, ALPHABET, (OTHER,), (TUNE, TUNE))
    first, second = fold_evidence(fold, [network(0.2, fold, (0,))]).test
    assert np.array_equal(first.tables[LONG_PITCH], second.tables[LONG_PITCH])
    assert np.array_equal(first.tables[SHORT_PITCH], second.tables[SHORT_PITCH])
    truth = np.arange(8), np.frombuffer(first.columns, np.uint8)
    gained = second.tables[ON_PITCH][truth] - first.tables[ON_PITCH][truth]
    assert (gained[1:] > 0).all()
