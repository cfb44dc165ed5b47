"""How far back a grid network must see: networks trained on windows of many lengths.

Knows training's functions and NumPy's arrays; knows no torch of its own and no page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Final

from antiphon_models.evaluation.grid_measures import summary
from antiphon_models.evaluation.grid_study import Ground
from antiphon_models.evaluation.grid_windows import WindowedGrid
from antiphon_models.networks.grid_config import GridConfig
from antiphon_models.runtime.grid_lstm import fold
from antiphon_models.systems.grid_melody import Settings
from antiphon_models.training.fitting import FitPlan
from antiphon_models.training.grid_data import Cut, GridLesson, Numbers
from antiphon_models.training.grid_network import Tensors, train_grid, window_nats

LENGTHS: Final = (16, 32, 64, 128)
# Half the published units, so that a training is a matter of minutes.
HIDDEN: Final = 128
# So many symbols are in a batch whatever the length, so that all take as many steps.
BATCH_SYMBOLS: Final = 4096
PUBLISHED_LENGTH: Final = 64
PUBLISHED_BATCH: Final = 64
# What is foretold from windows, and what is sung: each symbol costs a whole window.
SONGS_FORETOLD: Final = 40
LONGEST_FORETOLD: Final = 512
SONGS_SUNG: Final = 40
MOST_SUNG: Final = 160


@dataclass(frozen=True, slots=True)
class Trial:
    """A small training: so long windows, cut like this."""

    length: int
    cut: Cut

    @property
    def batch(self) -> int:
        """How many windows are learned from at once."""
        return PUBLISHED_BATCH if self.cut == "published" else BATCH_SYMBOLS // self.length


TRIALS: Final = (
    *(Trial(length, "apart") for length in LENGTHS),
    Trial(PUBLISHED_LENGTH, "carried"),
    Trial(PUBLISHED_LENGTH, "published"),
)


def trials(lesson: GridLesson, ground: Ground, epochs: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield what comes of each training: bits a symbol, and what is sung.

    All take as many steps as `epochs` through the songs take where each symbol is learned once.
    """
    foretold = short_songs(lesson)
    few = Ground(ground.alphabet, ground.songs[:SONGS_SUNG], ground.learned, ground.dice)
    for trial in TRIALS:
        config = GridConfig(lesson.symbols.symbols, hidden=HIDDEN, length=trial.length)
        plan = FitPlan(epochs, seed=seed)
        trained = train_grid(
            lesson, config, plan, cut=trial.cut, batch=trial.batch, most=_batches(lesson)
        )
        nats = window_nats(trained.tensors, config, foretold, trial.length)
        network = WindowedGrid(fold(trained.tensors, config, "trial"), trial.length)
        melodies = few.sung(network, Settings(), MOST_SUNG)
        yield {
            "length": trial.length,
            "cut": trial.cut,
            "bits": nats / log(2),
            "epoch": trained.fitted.best_epoch,
            "seconds": round(trained.fitted.seconds, 1),
            "sung": summary(few.measured(melodies)),
        }


def _batches(lesson: GridLesson) -> int:
    """Return how many batches hold every symbol once, ends between songs aside."""
    return sum(map(len, lesson.training)) // BATCH_SYMBOLS + 1


def truncated(
    tensors: Tensors, config: GridConfig, lesson: GridLesson, lengths: Sequence[int]
) -> list[dict[str, float]]:
    """Return the bits a symbol of one network that hears so many symbols only."""
    foretold = short_songs(lesson)
    return [
        {"length": length, "bits": window_nats(tensors, config, foretold, length) / log(2)}
        for length in lengths
    ]


def short_songs(lesson: GridLesson) -> list[Numbers]:
    """Return the held-out songs that are foretold window by window."""
    return [song for song in lesson.held_out if len(song) <= LONGEST_FORETOLD][:SONGS_FORETOLD]
