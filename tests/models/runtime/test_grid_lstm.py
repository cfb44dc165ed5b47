from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from antiphon_models.networks.grid_config import ARCHITECTURE, GridConfig, tensor_shapes
from antiphon_models.runtime.grid_lstm import GridStepper, fold, load_grid
from antiphon_models.weights_file import Description, WeightsError, write_weights
from grid_networks import SYMBOLS, following_grid, random_grid

SHIPPED = Path(__file__).parents[3] / "models/antiphon_models/weights/grid.safetensors"
CONFIG = GridConfig(SYMBOLS, hidden=24, length=8)


def tensors_of(config=CONFIG, seed=0):
    rng = np.random.default_rng(seed)
    return {
        name: rng.normal(0.0, 0.3, shape).astype(np.float32)
        for name, shape in tensor_shapes(config).items()
    }


def described(config=CONFIG, architecture=ARCHITECTURE):
    return Description(
        architecture, asdict(config), config.symbol_map.digest, (), "data", "licence", {}
    )


def test_a_thousand_steps_are_torchs_to_a_hundred_thousandth() -> None:
    torch = pytest.importorskip("torch")
    from antiphon_models.networks.grid import GridNetwork  # noqa: PLC0415

    config = GridConfig(SYMBOLS, hidden=256)
    tensors = {name: value * 0.2 for name, value in tensors_of(config).items()}
    # In double precision: torch's own single precision is half of the difference otherwise.
    network = GridNetwork(config).double().eval()
    network.load_state_dict({name: torch.from_numpy(value) for name, value in tensors.items()})
    stepper = GridStepper(fold(tensors, config, "parity"))
    numbers = np.random.default_rng(1).integers(0, len(SYMBOLS), 1000)
    heard = np.concatenate([np.full(config.length, SYMBOLS.index("/")), numbers])
    with torch.inference_mode():
        said = network(torch.from_numpy(heard)[None])[0][0].numpy()
    stepper.reset()
    for number, expected in zip(numbers, said[config.length :], strict=True):
        stepper.step(number)
        assert np.abs(stepper.logits() - expected).max() <= 1e-5


def test_a_melody_begins_where_the_ends_between_songs_have_led() -> None:
    weights = random_grid(length=5)
    fresh = GridStepper(weights)
    fresh.restore(fresh.snapshot())
    begun = fresh.logits().copy()
    fresh.step(3)
    fresh.reset()
    assert np.array_equal(fresh.logits(), begun)
    for _ in range(5):
        fresh.step(SYMBOLS.index("/"))
    # Five ends from nothing are the start, so that ten are not.
    assert not np.array_equal(fresh.logits(), begun)


def test_a_fork_goes_its_own_way() -> None:
    stepper = GridStepper(random_grid())
    stepper.reset()
    stepper.step(1)
    fork = stepper.fork()
    before = stepper.logits().copy()
    assert np.array_equal(fork.logits(), before)
    fork.step(2)
    assert not np.array_equal(fork.logits(), before)
    assert np.array_equal(stepper.logits(), before)


def test_a_restored_state_foretells_the_same() -> None:
    stepper = GridStepper(random_grid())
    stepper.step(1)
    state, before = stepper.snapshot(), stepper.logits().copy()
    stepper.step(2)
    stepper.restore(state)
    assert np.array_equal(stepper.logits(), before)


def test_the_tests_own_network_foretells_from_the_last_symbol_alone() -> None:
    stepper = GridStepper(following_grid({"60": {"_": 0.75, "62": 0.25}}))
    stepper.step(SYMBOLS.index("r"))
    stepper.step(SYMBOLS.index("60"))
    likely = np.exp(stepper.logits())
    assert likely[SYMBOLS.index("_")] == pytest.approx(0.75, rel=1e-4)
    assert likely[SYMBOLS.index("62")] == pytest.approx(0.25, rel=1e-4)


def test_a_file_is_read_and_named_by_its_stem_and_its_sum(tmp_path: Path) -> None:
    path = tmp_path / "grid.safetensors"
    write_weights(path, tensors_of(), described())
    weights = load_grid(path)
    assert weights.name.startswith("grid-")
    assert len(weights.name) == len("grid-") + 8
    assert weights.config == CONFIG


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"symbols": []}, "describes no grid network"),
        ({"symbols": ["60", "_"]}, "describes no grid network"),
        ({"symbols": ["x", "/", "_"]}, "describes no grid network"),
        ({"strange": 1}, "describes no grid network"),
        ({"hidden": 12}, "not float32"),
        ({"symbols": [*SYMBOLS[1:], SYMBOLS[0]]}, "another vocabulary"),
    ],
)
def test_a_file_that_describes_another_network_is_refused(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = tmp_path / "grid.safetensors"
    right = described()
    wrong = Description(
        right.architecture, {**right.config, **change}, right.vocabulary, (), "", "", {}
    )
    write_weights(path, tensors_of(), wrong)
    with pytest.raises(WeightsError, match=said) as refused:
        load_grid(path)
    assert str(path) in str(refused.value)


def test_a_file_of_another_architecture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "grid.safetensors"
    write_weights(path, tensors_of(), described(architecture="motif"))
    with pytest.raises(WeightsError, match="holds a motif network, not grid"):
        load_grid(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="nowhere"):
        load_grid(tmp_path / "nowhere.safetensors")


def test_the_shipped_network_is_the_published_one_and_goes_on_with_a_broken_chord() -> None:
    weights = load_grid(SHIPPED)
    assert (weights.config.hidden, weights.config.dropout, weights.config.length) == (256, 0.2, 64)
    stepper = GridStepper(weights)
    stepper.reset()
    symbols = weights.config.symbol_map
    broken_chord = ["60", "_", "64", "_", "67", "_", "64", "_"]
    for number in symbols.numbers_of([*broken_chord, *broken_chord, *broken_chord[:6]]):
        stepper.step(number)
    assert symbols.symbols_of([int(stepper.logits().argmax())]) == ["64"]
