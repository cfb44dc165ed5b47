"""The networks of papers/003 in torch: what each is given, and what its latent costs."""

import math

import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.vrash import (  # noqa: E402
    Latent,
    Lines,
    VrashNetwork,
    running_mean,
)
from antiphon_models.networks.vrash_config import VrashConfig, tensor_shapes  # noqa: E402
from small_vrash import small_config  # noqa: E402


def network(kind="vrash"):
    torch.manual_seed(1)
    return VrashNetwork(small_config(kind)).eval()


def lines(seed=1, batch=3, steps=8):
    made = torch.Generator().manual_seed(seed)
    pitch = torch.randint(0, 84, (batch, steps), generator=made)
    return Lines(pitch, torch.randint(0, 20, (batch, steps), generator=made), torch.arange(batch))


@pytest.mark.parametrize(
    ("kind", "parameters"), [("lm", 202_536), ("vae", 384_808), ("vrash", 415_528)]
)
def test_each_kind_has_its_tensors_and_so_many_parameters(kind, parameters) -> None:
    config = VrashConfig(kind=kind)
    made = VrashNetwork(config)
    assert {n: tuple(t.shape) for n, t in made.state_dict().items()} == tensor_shapes(config)
    assert sum(weights.numel() for weights in made.parameters()) == parameters


def first_changed(kind, latent):
    """How many notes' costs stay the same when the fourth note, of eight, is another."""
    one = lines()
    other = Lines(one.pitch.clone(), one.delay, one.style)
    other.pitch[:, 3] = (other.pitch[:, 3] + 5) % 84
    made = network(kind)
    with torch.inference_mode():
        costs = [made.surprise(each, latent).pitch for each in (one, other)]
    return [bool((costs[0][:, step] != costs[1][:, step]).any()) for step in range(8)]


def test_the_language_model_hears_a_note_from_the_next_one_on() -> None:
    assert first_changed("lm", None) == [False] * 3 + [True] * 5


def test_vrash_hears_a_note_and_the_vae_only_its_latent() -> None:
    latent = torch.zeros(3, 6)
    assert first_changed("vrash", latent) == [False] * 3 + [True] * 5
    assert first_changed("vae", latent) == [False] * 3 + [True] + [False] * 4


def test_what_is_not_heard_tells_nothing() -> None:
    made, latent = network(), torch.zeros(3, 6)
    with torch.inference_mode():
        deaf = made.states(lines(1), latent, torch.zeros(3, 8))
        other = made.states(lines(2), latent, torch.zeros(3, 8))
    assert torch.equal(deaf, other)


def test_the_latent_costs_what_the_formula_says() -> None:
    latent = Latent(torch.tensor([[0.0, 1.0]]), torch.tensor([[0.0, math.log(4.0)]]))
    expected = [[0.0, 0.5 * (1.0 + 4.0 - 1.0 - math.log(4.0))]]
    assert torch.allclose(latent.divergence(), torch.tensor(expected))


def test_a_drawn_latent_has_the_deviation_that_the_encoder_says() -> None:
    latent = Latent(torch.full((20_000, 1), 3.0), torch.full((20_000, 1), math.log(4.0)))
    drawn = latent.drawn(torch.Generator().manual_seed(0))
    assert float(drawn.mean()) == pytest.approx(3.0, abs=0.05)
    assert float(drawn.std()) == pytest.approx(2.0, abs=0.05)


def test_the_history_is_a_running_mean() -> None:
    notes = torch.tensor([[[4.0], [0.0], [4.0]]])
    assert running_mean(notes, 0.5).flatten().tolist() == [2.0, 1.0, 2.5]
