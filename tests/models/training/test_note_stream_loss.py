import math

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from antiphon_models.corpus.piece import Piece  # noqa: E402
from antiphon_models.networks.note_stream import Predictions  # noqa: E402
from antiphon_models.training.note_stream_data import columns_of, plain_cuts, windows  # noqa: E402
from antiphon_models.training.note_stream_loss import (  # noqa: E402
    cross_entropies,
    summed_loss,
    tensors,
)
from builders import line  # noqa: E402


def heard(has_velocity):
    piece = Piece("a", "jazz", tuple(line([60, 62, 64])), has_velocity)
    notes, counts, velocity_counts = tensors(windows(plain_cuts(columns_of([piece]), 4), 4))
    return notes.steps(1, 5), counts, velocity_counts


def even(inside=0.5):
    """Predictions of a network that knows nothing."""
    bins = (40, 40, 128, 16, 40, 40)
    return Predictions(*(torch.full((1, 4, count), inside) for count in bins))


def test_knowing_nothing_costs_the_logarithm_of_the_choices():
    following, _, _ = heard(True)
    losses = {head: float(loss[0, 0]) for head, loss in cross_entropies(even(), following).items()}
    assert losses == pytest.approx(
        {
            "ioi": math.log(40),
            "pitch": math.log(128),
            "velocity": math.log(16),
            "duration": math.log(40),
        }
    )


def test_padding_and_unknown_velocities_do_not_count():
    following, counts, velocity_counts = heard(False)
    assert counts.tolist() == [[True, True, False, False]]
    assert not velocity_counts.any()
    # At the true place inside the bins only the three known heads are left to pay for.
    insides = (following.ioi_inside, following.duration_inside)
    ioi, duration = (inside[..., None].expand(1, 4, 40) for inside in insides)
    known = even()._replace(ioi_inside=ioi, duration_inside=duration)
    loss = summed_loss(known, following, counts, velocity_counts)
    assert float(loss) == pytest.approx(2 * (2 * math.log(40) + math.log(128)))


def test_a_place_far_off_inside_its_bin_costs_more():
    following, counts, velocity_counts = heard(False)
    near = following.ioi_inside[..., None].expand(1, 4, 40)
    right = summed_loss(even()._replace(ioi_inside=near), following, counts, velocity_counts)
    wrong = summed_loss(even()._replace(ioi_inside=near + 1), following, counts, velocity_counts)
    assert float(wrong - right) == pytest.approx(2 * 1.0, abs=1e-5)
    assert np.isfinite(float(right))
