"""Training the networks of papers/003 on a small corpus, and what a weights file says of it."""

from dataclasses import replace
from math import log

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from antiphon_models.codecs.note_delays import NoteDelays  # noqa: E402
from antiphon_models.corpus.tracks import Track  # noqa: E402
from antiphon_models.networks.vrash import Lines, VrashNetwork  # noqa: E402
from antiphon_models.runtime.vrash_weights import read_vrash  # noqa: E402
from antiphon_models.training.fitting import FitPlan  # noqa: E402
from antiphon_models.training.vrash_evaluation import (  # noqa: E402
    bits_by_count,
    bits_by_latent,
    bits_by_style,
    bits_of_tracks,
    mean_difference,
    told_of,
)
from antiphon_models.training.vrash_loss import (  # noqa: E402
    Annealing,
    Objective,
    costs,
    importance_bound,
    line_costs,
)
from antiphon_models.training.vrash_network import export, load, train  # noqa: E402
from antiphon_models.weights_file import read_description  # noqa: E402
from small_vrash import small_config  # noqa: E402

PLAN = FitPlan(epochs=4, rate=0.04)


def track(name, first, style="pop", notes=640):
    """Up and down a chord, long and short: easily learned."""
    numbers = np.arange(notes)
    pitch = first + np.array([0, 4, 7, 4])[numbers % 4]
    return Track(name, style, NoteDelays(pitch, np.array([8, 5])[numbers % 2]), False)


LEARNED = [track(f"t{n}", 34 + n % 12) for n in range(12)]
UNSEEN = [track("u", 36, notes=128), track("v", 41, "bach", notes=100)]


@pytest.fixture(scope="module", params=["lm", "vae", "vrash"])
def trained(request):
    config = replace(small_config(request.param), hidden=24)
    return train(config, LEARNED, UNSEEN, PLAN, annealing=Annealing(warm_up=10))


def test_training_learns_a_figure(trained) -> None:
    assert trained.untrained.total > 6.0
    assert min(cost.total for cost in trained.curve) < 0.8 * trained.untrained.total
    assert len(trained.curve) == len(trained.losses) == 4
    best = trained.curve[trained.best_epoch - 1].total
    assert best == min(cost.total for cost in trained.curve[3:])


def test_a_weights_file_gives_the_network_back_and_says_how_it_was_trained(
    trained, tmp_path
) -> None:
    path, kind = tmp_path / "own.safetensors", trained.network.config.kind
    export(path, trained, ["pop", "bach"])
    about = read_description(path)
    assert about.trained_styles == ("any", "bach", "pop")
    assert "POP909 MIT" in about.licence
    told = told_of(about.metrics)
    assert told["epochs"] == 4
    assert told["untrained"]["total"] == pytest.approx(trained.untrained.total / log(2))
    assert read_vrash(path).config.kind == kind
    batch = Lines(torch.full((1, 16), 40), torch.full((1, 16), 8), torch.zeros(1).long())
    assert costs(load(path), [batch]) == costs(trained.network, [batch])


def test_costs_are_told_by_style_by_latent_and_by_track(trained, tmp_path) -> None:
    path = tmp_path / "own.safetensors"
    export(path, trained, ["pop", "bach"])
    styles = bits_by_style(path, UNSEEN)
    assert {style: told["lines"] for style, told in styles.items()} == {"bach": 1.0, "pop": 2.0}
    assert bits_of_tracks(path, [*UNSEEN, track("short", 40, notes=20)]).shape == (2,)
    latents = bits_by_latent(path, UNSEEN)
    if trained.network.config.kind == "lm":
        assert latents["own"] == latents["prior"]
    else:
        assert latents["own"]["divergence"] > 0.0
        assert latents["prior"]["divergence"] == 0.0


def lines_of(count=40):
    torch.manual_seed(2)
    return Lines(torch.randint(0, 84, (count, 8)), torch.randint(0, 20, (count, 8)),
                 torch.zeros(count).long())  # fmt: skip


def test_more_latents_give_a_tighter_bound() -> None:
    torch.manual_seed(1)
    network, batch = VrashNetwork(small_config()), lines_of()
    with torch.no_grad():
        network.get_parameter("latent.bias")[:6] = 0.7
    one, many = (importance_bound(network, [batch], samples).mean() for samples in (1, 64))
    assert many < one
    plain = line_costs(network, [batch]).sum(axis=1).mean()
    assert one == pytest.approx(plain, abs=0.1)


def test_a_language_models_bound_is_its_cost() -> None:
    network, batch = VrashNetwork(small_config("lm")), lines_of()
    bound = importance_bound(network, [batch], 3)
    assert (bound == line_costs(network, [batch]).sum(axis=1)).all()


def test_the_price_of_the_latent_rises_and_is_free_at_first() -> None:
    torch.manual_seed(1)
    network = VrashNetwork(small_config())
    with torch.no_grad():
        network.get_parameter("latent.weight").zero_()
        network.get_parameter("latent.bias").zero_()
    batch = lines_of()
    heard = Annealing(warm_up=2, free_nats=0.0, unheard=0.0)
    taxed = Annealing(warm_up=2, free_nats=0.4, unheard=0.0)
    losses = []
    for annealing in (heard, taxed):
        torch.manual_seed(3)
        objective = Objective(network, annealing)
        losses.append([float(objective(batch).detach()) for _ in range(3)])
    dearer = [with_price - free for with_price, free in zip(losses[1], losses[0], strict=True)]
    # Six numbers at 0.4 nats over eight notes, half of it first.
    assert dearer == pytest.approx([0.15, 0.3, 0.3], abs=1e-4)


def test_the_count_of_each_pitch_and_delay_is_a_baseline() -> None:
    found = bits_by_count([track("t", 36, notes=4000)], [track("u", 36, notes=400)])
    # Three pitches, one half of the time, and two delays.
    assert found == pytest.approx(1.5 + 1.0, abs=0.05)


def test_a_difference_has_a_standard_error() -> None:
    found = mean_difference(np.array([3.0, 4.0, 5.0, 6.0]), np.array([2.0, 2.0, 2.0, 2.0]))
    assert found == pytest.approx({"mean": 2.5, "error": 0.6455, "t": 3.873, "tracks": 4}, abs=1e-3)
