import math

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from antiphon_models.codecs.time_grid import SymbolMap  # noqa: E402
from antiphon_models.networks.grid_config import GridConfig, tensor_shapes  # noqa: E402
from antiphon_models.training.fitting import FitPlan  # noqa: E402
from antiphon_models.training.grid_data import GridLesson  # noqa: E402
from antiphon_models.training.grid_network import (  # noqa: E402
    grid_score,
    train_grid,
    window_nats,
)

SYMBOLS = ("60", "62", "/", "_", "r")
CONFIG = GridConfig(SYMBOLS, hidden=12, dropout=0.0, length=8)
# Up, held, down, held: after the hold only the one before it tells what comes.
SONG = np.array([0, 3, 1, 3] * 6)
LESSON = GridLesson((SONG,) * 12, (SONG,), SymbolMap(SYMBOLS))


def silent_tensors(bias=(0.0,) * 5):
    """Return a network that foretells the same whatever it hears."""
    tensors = {name: np.zeros(shape, np.float32) for name, shape in tensor_shapes(CONFIG).items()}
    tensors["out.bias"][:] = bias
    return tensors


@pytest.mark.parametrize(("cut", "epochs"), [("carried", 40), ("apart", 25), ("published", 6)])
def test_a_song_that_repeats_itself_is_learned(cut, epochs) -> None:
    trained = train_grid(LESSON, CONFIG, FitPlan(epochs, rate=0.03), cut=cut)
    score = grid_score(trained.tensors, CONFIG, LESSON.held_out)
    assert score.accuracy > 0.9
    if cut == "carried":
        best = min(trained.fitted.held_out)
        assert best == pytest.approx(score.nats, abs=1e-4)


def test_the_same_seed_trains_the_same_network() -> None:
    plan = FitPlan(epochs=1)
    one, same = (train_grid(LESSON, CONFIG, plan) for _ in range(2))
    other = train_grid(LESSON, CONFIG, FitPlan(epochs=1, seed=2))
    assert all(np.array_equal(one.tensors[name], same.tensors[name]) for name in one.tensors)
    assert not np.array_equal(one.tensors["out.bias"], other.tensors["out.bias"])


def test_a_network_that_knows_nothing_needs_the_logarithm_of_the_symbols() -> None:
    score = grid_score(silent_tensors(), CONFIG, [SONG, SONG[:8]])
    # Two songs of 24 and 8 symbols, and the first end of each.
    assert score.symbols == 34
    assert score.nats == pytest.approx(math.log(5))
    assert score.facts()["bits"] == pytest.approx(math.log2(5), abs=1e-4)


def test_accuracies_are_counted_over_all_over_notes_and_with_the_ends_between_songs() -> None:
    # Always a hold: right at every other symbol of the song, and never of its notes.
    held = grid_score(silent_tensors((0, 0, 0, 1, 0)), CONFIG, [SONG])
    assert (held.accuracy, held.note_accuracy) == (pytest.approx(12 / 25), 0.0)
    # Always the end: right at the first end, and at the 7 others of a window of 8.
    ended = grid_score(silent_tensors((0, 0, 1, 0, 0)), CONFIG, [SONG])
    assert ended.accuracy == pytest.approx(1 / 25)
    assert ended.accuracy_with_ends == pytest.approx(8 / 32)


def test_songs_of_other_lengths_beside_it_change_no_score() -> None:
    trained = train_grid(LESSON, CONFIG, FitPlan(epochs=1))
    alone = [grid_score(trained.tensors, CONFIG, [song]).nats for song in (SONG, SONG[:7])]
    together = grid_score(trained.tensors, CONFIG, [SONG, SONG[:7]]).nats
    assert together == pytest.approx((alone[0] * 25 + alone[1] * 8) / 33, rel=1e-5)


def test_with_a_window_as_long_as_the_song_nothing_is_missed() -> None:
    trained = train_grid(LESSON, CONFIG, FitPlan(epochs=3))
    short = SONG[:6]
    # What lies before the window are more ends, which tell little.
    config = GridConfig(SYMBOLS, hidden=12, dropout=0.0, length=20)
    kept = grid_score(trained.tensors, config, [short]).nats
    assert window_nats(trained.tensors, config, [short], 20) == pytest.approx(kept, abs=1e-2)
    silent = silent_tensors()
    assert window_nats(silent, CONFIG, [short], 2) == pytest.approx(math.log(5), rel=1e-5)
