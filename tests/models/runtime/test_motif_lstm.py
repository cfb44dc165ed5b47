"""The steppers against each other, and against torch to 1e-5."""

import numpy as np
import pytest

from antiphon_models.codecs.pitch_sequence import PitchAlphabet
from antiphon_models.motif_dictionary import find_motifs
from antiphon_models.networks.motif_config import MotifConfig
from antiphon_models.runtime.motif_lstm import KeptStepper, WindowStepper
from antiphon_models.runtime.motif_weights import fold
from small_motif import CONFIG, LINE, small_weights

STEPPERS = [KeptStepper, WindowStepper]


def stepped(stepper, tokens):
    for token in tokens:
        stepper.step(token)
    return stepper.logits()


def test_a_window_knows_nothing_of_what_came_before_it():
    weights = small_weights()
    long = stepped(WindowStepper(weights), [*LINE, *LINE[: CONFIG.steps]])
    short = stepped(WindowStepper(weights), LINE[: CONFIG.steps])
    np.testing.assert_allclose(long, short, atol=1e-6)
    kept = stepped(KeptStepper(weights), [*LINE, *LINE[: CONFIG.steps]])
    assert np.abs(kept - short).max() > 1e-3


def test_up_to_a_window_both_are_the_same():
    weights = small_weights()
    for length in range(CONFIG.steps + 1):
        kept = stepped(KeptStepper(weights), LINE[:length])
        np.testing.assert_allclose(stepped(WindowStepper(weights), LINE[:length]), kept, atol=1e-6)


@pytest.mark.parametrize("kind", STEPPERS)
def test_a_fork_goes_its_own_way(kind):
    stepper = kind(small_weights())
    before = stepped(stepper, LINE).copy()
    fork = stepper.fork()
    np.testing.assert_array_equal(fork.logits(), before)
    gone_on = stepped(fork, LINE[:3])
    np.testing.assert_array_equal(stepper.logits(), before)
    np.testing.assert_array_equal(stepped(stepper, LINE[:3]), gone_on)


@pytest.mark.parametrize("kind", STEPPERS)
def test_reset_forgets_every_pitch(kind):
    stepper = kind(small_weights())
    fresh = stepper.logits().copy()
    assert np.abs(stepped(stepper, LINE) - fresh).max() > 1e-3
    stepper.reset()
    np.testing.assert_array_equal(stepper.logits(), fresh)


def test_both_agree_with_torch_at_the_paper_size():
    torch = pytest.importorskip("torch")
    from antiphon_models.networks.motif import MotifNetwork  # noqa: PLC0415

    torch.manual_seed(0)
    config = MotifConfig(37)
    network = MotifNetwork(config).eval()
    tensors = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    alphabet = PitchAlphabet(tuple(range(37)))
    weights = fold(tensors, config, alphabet, find_motifs([]), "paper")
    tokens = torch.from_numpy(np.random.default_rng(0).integers(0, 37, 50))
    kept, window = KeptStepper(weights), WindowStepper(weights)
    with torch.inference_mode():
        whole = network(tokens[None])[0].numpy()
        for place, token in enumerate(tokens.tolist()):
            kept.step(token)
            window.step(token)
            seen = tokens[None, max(0, place - 15) : place + 1]
            np.testing.assert_allclose(kept.logits(), whole[place], atol=1e-5)
            alone = network.after_last(seen)[0].numpy()
            np.testing.assert_allclose(window.logits(), alone, atol=1e-5)
