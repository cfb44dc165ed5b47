import numpy as np
import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.melody import MelodyConfig, MelodyNetwork  # noqa: E402
from antiphon_models.training.melody_network import (  # noqa: E402
    Lesson,
    MelodyPlan,
    mean_bits,
    melody_chances,
    train_melody_network,
)

ALPHABET = list(range(60, 73))
SMALL = MelodyConfig(hidden=16, embedding=8, dropout=0.0)
PLAN = MelodyPlan(rate=0.02, batch=4, epochs=12, shift=2, average=0.5)
# Up and down a chord, from different notes of it.
CHORDS = [[60, 64, 67, 72, 67, 64] * 4, [64, 67, 72, 67, 64, 60] * 4, [67, 72, 67, 64, 60, 64] * 3]


def trained(seed=0, start=None, training=tuple(CHORDS * 4), plan=PLAN):
    lesson = Lesson(training, CHORDS, ALPHABET)
    return train_melody_network(lesson, SMALL, plan, seed, start=start)


@pytest.fixture(scope="module")
def network():
    return trained()


def test_a_small_network_learns_a_broken_chord(network):
    assert mean_bits(network, CHORDS, ALPHABET) < 1.0


def test_the_same_seed_gives_the_same_network_and_another_seed_another(network):
    bits = mean_bits(network, CHORDS, ALPHABET)
    assert mean_bits(trained(0), CHORDS, ALPHABET) == bits
    assert mean_bits(trained(1), CHORDS, ALPHABET) != bits


def test_what_is_fine_tuned_stays_as_it_was(network):
    before = {name: value.clone() for name, value in network.state_dict().items()}
    tuned = trained(start=network, plan=MelodyPlan(rate=0.02, epochs=1))
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert isinstance(tuned, MelodyNetwork)
    assert not torch.equal(tuned.out_pitch.weight, network.out_pitch.weight)


def test_chances_are_one_table_a_melody_in_the_order_of_the_melodies(network):
    tables = melody_chances(network, CHORDS, ALPHABET)
    assert [table.shape for table in tables] == [(24, 13), (24, 13), (18, 13)]
    for table in tables:
        assert table.sum(1) == pytest.approx(np.ones(len(table)), abs=1e-5)
    alone = melody_chances(network, CHORDS[2:], ALPHABET)
    assert alone[0] == pytest.approx(tables[2], abs=1e-5)


def test_chances_in_several_keys_are_their_mean(network):
    by_key = [melody_chances(network, CHORDS, ALPHABET, (shift,))[0] for shift in (-1, 2)]
    both = melody_chances(network, CHORDS, ALPHABET, (-1, 2))[0]
    assert both == pytest.approx(np.mean(by_key, 0), abs=1e-6)


def test_no_chance_depends_on_the_note_itself_or_a_later_one(network):
    other = [*CHORDS[0][:5], 61, 70]
    first = melody_chances(network, [CHORDS[0]], ALPHABET)[0][:6]
    assert melody_chances(network, [other], ALPHABET)[0][:6] == pytest.approx(first, abs=1e-6)


def test_training_ends_when_validation_no_longer_gets_better():
    plan = MelodyPlan(rate=0.0, epochs=10_000, patience=2)
    assert mean_bits(trained(plan=plan), CHORDS, ALPHABET) == pytest.approx(np.log2(13), abs=0.8)
