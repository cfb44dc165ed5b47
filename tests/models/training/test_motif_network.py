import math

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from antiphon_models.codecs.pitch_sequence import PitchAlphabet, PitchSequence  # noqa: E402
from antiphon_models.networks.motif_config import MotifConfig  # noqa: E402
from antiphon_models.training.fitting import FitPlan  # noqa: E402
from antiphon_models.training.motif_data import windows_of  # noqa: E402
from antiphon_models.training.motif_network import (  # noqa: E402
    kept_state_nats,
    tensors_of,
    train_motif_network,
    window_nats,
)

ALPHABET = PitchAlphabet(tuple(range(60, 72)))
SCALE = PitchSequence("scale", tuple(range(60, 72)) * 12)
CONFIG = MotifConfig(12, hidden=12, embedding=6, steps=4, dropout=0.0)
WINDOWS = windows_of([SCALE], ALPHABET, 4)


@pytest.fixture(scope="module")
def trained():
    return train_motif_network(WINDOWS, WINDOWS, CONFIG, FitPlan(epochs=8, rate=0.02))


def test_a_scale_is_learned(trained):
    assert window_nats(trained.network, WINDOWS) < 0.3
    assert trained.fitted.best_epoch >= 1


def test_the_last_epoch_is_kept_beside_the_best(trained):
    assert set(trained.last) == set(trained.network.state_dict())
    network = train_motif_network(WINDOWS, WINDOWS, CONFIG, FitPlan(epochs=1, rate=0.02))
    best, last = tensors_of(network.network.state_dict()), tensors_of(network.last)
    assert all(np.array_equal(best[name], last[name]) for name in best)


def test_the_same_seed_gives_the_same_network():
    one, other = (
        train_motif_network(WINDOWS, WINDOWS, CONFIG, FitPlan(epochs=1, rate=0.02, seed=seed))
        for seed in (3, 3)
    )
    assert one.fitted.losses == other.fitted.losses


def test_windows_and_a_kept_state_answer_for_the_same_notes(trained):
    line = ALPHABET.encode(SCALE.pitches)
    # The state of a window of as many steps as there are notes is a kept one.
    whole = windows_of([PitchSequence("short", SCALE.pitches[:5])], ALPHABET, 4)
    assert kept_state_nats(trained.network, [line[:5]], 4) == pytest.approx(
        window_nats(trained.network, whole), abs=1e-6
    )
    assert math.isfinite(kept_state_nats(trained.network, [line], 4))
