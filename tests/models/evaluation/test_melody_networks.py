from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from antiphon_models.corpus.melody_sets import MelodySet
from antiphon_models.evaluation.folds import folds_of
from antiphon_models.evaluation.melody_networks import (
    NetworkJob,
    kept_tables,
    train_and_keep,
    train_networks,
)
from antiphon_models.evaluation.melody_store import MelodyStore
from antiphon_models.networks.melody import MelodyConfig
from antiphon_models.training.melody_network import MelodyPlan

SONGS = MelodySet(
    "elsass", tuple("abcdefghijkl"), tuple((60 + n % 5, 62, 64, 60 + n % 7) for n in range(12))
)
FOLD, OTHER_FOLD = list(folds_of(SONGS))[:2]
JOB = NetworkJob(FOLD, 0, MelodyConfig(hidden=8, embedding=4), MelodyPlan(epochs=1))


def test_a_network_speaks_of_test_melodies_and_of_those_it_never_trained_on(tmp_path):
    store = MelodyStore(tmp_path)
    assert list(train_networks([JOB], store, 1)) == [JOB]
    found = kept_tables(JOB, store)
    assert [table.shape for table in found.test] == [(4, len(FOLD.alphabet))] * 2
    assert len(found.validation_tables) == len(found.validation) == 1
    assert set(found.validation) == set(JOB.split[1])


def test_no_network_learns_from_what_it_is_tested_on(tmp_path):
    store, unlike = MelodyStore(tmp_path), (60, 66, 60, 66)
    other_test = replace(JOB, fold=replace(FOLD, test=(unlike, unlike)))
    training = list(FOLD.training)
    training[JOB.split[1][0]] = unlike
    # The one epoch is the best whatever the validation says.
    other_validation = replace(JOB, fold=replace(FOLD, training=tuple(training)))
    for job in (JOB, other_test, other_validation):
        train_and_keep(job, store)
    known = kept_tables(JOB, store)
    for said, again in (
        (known.validation_tables, kept_tables(other_test, store).validation_tables),
        (known.test, kept_tables(other_validation, store).test),
    ):
        assert all(np.array_equal(*tables) for tables in zip(said, again, strict=True))


def test_what_is_kept_is_not_trained_again(tmp_path):
    store = MelodyStore(tmp_path)
    train_and_keep(JOB, store)
    assert list(train_networks([JOB], store, 1)) == []


@pytest.mark.parametrize(
    "other",
    [
        replace(JOB, member=1),
        replace(JOB, fold=OTHER_FOLD),
        replace(JOB, plan=MelodyPlan(epochs=1, rate=0.01)),
        replace(JOB, config=MelodyConfig(hidden=9, embedding=4)),
    ],
)
def test_another_setting_is_trained_anew(tmp_path, other):
    store = MelodyStore(tmp_path)
    train_and_keep(JOB, store)
    assert list(train_networks([JOB, other], store, 1)) == [other]


def test_two_processes_find_what_one_does(tmp_path):
    one, two = MelodyStore(tmp_path / "one"), MelodyStore(tmp_path / "two")
    jobs = [JOB, replace(JOB, member=1)]
    for store, processes in ((one, 1), (two, 2)):
        assert {job.member for job in train_networks(jobs, store, processes)} == {0, 1}
    for job in jobs:
        pairs = zip(kept_tables(job, one).test, kept_tables(job, two).test, strict=True)
        assert all(np.array_equal(first, second) for first, second in pairs)
