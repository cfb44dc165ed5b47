"""Lines from the prior, from a latent, and from between two."""

from random import Random

import numpy as np
import pytest

from antiphon_models.codecs.note_delays import NoteDelays
from antiphon_models.evaluation.vrash_generation import between, decoded, encoded, from_prior
from small_vrash import small_weights


@pytest.mark.parametrize("kind", ["lm", "vae", "vrash"])
def test_the_same_dice_make_the_same_line_and_the_prior_another(kind) -> None:
    weights = small_weights(kind)
    one, again, other = (from_prior(weights, 0, 32, 1.0, Random(seed)) for seed in (1, 1, 2))
    assert one.pitch.tolist() == again.pitch.tolist()
    assert one.pitch.tolist() != other.pitch.tolist()


def test_a_latent_between_two_is_on_the_straight_line() -> None:
    ends = np.zeros(3, np.float32), np.array([4.0, 2.0, -4.0], np.float32)
    assert [one.tolist() for one in between(*ends, 3)] == [[0, 0, 0], [2, 1, -2], [4, 2, -4]]


def test_a_line_is_encoded_and_decoded_again() -> None:
    weights, told = small_weights(), NoteDelays(np.resize([40, 45, 50], 32), np.resize([8, 5], 32))
    latent = encoded(weights, told, 2).mean
    made = decoded(weights, latent, 2, 32, temperature=1.0, rng=Random(1))
    assert len(made.pitch) == len(made.delay) == 32
