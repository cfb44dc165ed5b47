"""Training the grid network, and asking it about songs that it has not seen.

Takes and gives arrays; knows torch; knows no file and no corpus. After papers/001, 2.5.2.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from antiphon_models.codecs.time_grid import END, HOLD, REST
from antiphon_models.networks.grid import GridNetwork, State
from antiphon_models.networks.grid_config import GridConfig
from antiphon_models.training.fitting import FitPlan, Fitted, fit
from antiphon_models.training.grid_data import Cut, GridLesson, Numbers, Window, windows
from antiphon_models.training.progress_report import Report, unreported

# Epochs and batch are the paper's, the rate is Adam's usual one.
PLAN: Final = FitPlan(epochs=50, rate=1e-3)
BATCH: Final = 64
# So that a fugue among songs does not need gigabytes.
_SYMBOLS_AT_ONCE: Final = 32_768
Tensors = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class TrainedGrid:
    """The tensors of the best epoch, and how training went."""

    config: GridConfig
    tensors: Tensors
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class GridScore:
    """How well songs are foretold, symbol by symbol, up to their first end.

    `nats` is a mean; the accuracies are shares, 0..1, of the likeliest symbol's coming true:
    of all, of those that begin a note, and of all with the ends between songs as they are in
    a data set of one file.
    """

    symbols: int
    nats: float
    accuracy: float
    note_accuracy: float
    accuracy_with_ends: float

    def facts(self) -> dict[str, Any]:
        """Return the score for a weights file or a page."""
        return {
            "symbols": self.symbols,
            "bits": round(self.nats / math.log(2), 4),
            "accuracy": round(self.accuracy, 4),
            "note_accuracy": round(self.note_accuracy, 4),
            "accuracy_with_ends": round(self.accuracy_with_ends, 4),
        }


def train_grid(
    lesson: GridLesson,
    config: GridConfig,
    plan: FitPlan = PLAN,
    *,
    cut: Cut = "carried",
    batch: int = BATCH,
    most: int | None = None,
    report: Report = unreported,
) -> TrainedGrid:
    """Return the network of the epoch that foretells the held-out songs best, heard as trained.

    `batch` is how many windows are learned from at once, `most` how many batches an epoch has
    at most.
    """
    torch.manual_seed(plan.seed)
    network = GridNetwork(config)
    state: list[State] = []

    def batches(rng: np.random.Generator) -> Iterator[Window]:
        return islice(windows(lesson, cut, config.length, batch, rng), most)

    def loss(window: Window) -> Tensor:
        if cut == "published":
            return functional.cross_entropy(
                network.last(torch.from_numpy(window.numbers).long()),
                torch.from_numpy(window.targets).long(),
            )
        before = None if window.is_first else state.pop()
        logits, after = network(torch.from_numpy(window.numbers), before)
        state[:] = [(after[0].detach(), after[1].detach())]
        targets = torch.from_numpy(window.targets).flatten()
        return functional.cross_entropy(logits.flatten(0, 1), targets)

    def held_out() -> float:
        if cut == "carried":
            return _score(network, lesson.held_out).nats
        return _apart_nats(network, lesson)

    fitted = fit(network, batches, loss, plan, held_out=held_out, report=report)
    tensors = {name: value.numpy().copy() for name, value in network.state_dict().items()}
    return TrainedGrid(config, tensors, fitted)


def grid_score(tensors: Tensors, config: GridConfig, songs: Sequence[Numbers]) -> GridScore:
    """Return how well the network with these tensors foretells `songs`, each after an end."""
    return _score(_network(tensors, config), songs)


def window_nats(
    tensors: Tensors, config: GridConfig, songs: Sequence[Numbers], length: int
) -> float:
    """Return the mean nats of each symbol of `songs`, foretold from `length` before it only.

    That is how the paper's program hears (2.6.4): nothing is kept from one symbol to the next.
    """
    network = _network(tensors, config)
    end = config.symbols.index(END)
    total, count, step = 0.0, 0, max(_SYMBOLS_AT_ONCE // length, 1)
    with torch.inference_mode():
        for song in songs:
            padded = np.concatenate([np.full(length, end), song, [end]])
            seen = np.lib.stride_tricks.sliding_window_view(padded[:-1], length)
            for at in range(0, len(seen), step):
                logits = network.last(torch.from_numpy(seen[at : at + step].copy()))
                targets = torch.from_numpy(padded[length + at : length + at + step])
                total += float(functional.cross_entropy(logits, targets, reduction="sum"))
            count += len(seen)
    return total / count


def _apart_nats(network: GridNetwork, lesson: GridLesson) -> float:
    """Return the mean nats of the held-out songs in windows of which none remembers another."""
    held_out = GridLesson(lesson.held_out, (), lesson.symbols)
    length = network.config.length
    # The same generator each time, so that epochs are measured on the same windows.
    found = windows(held_out, "apart", length, _SYMBOLS_AT_ONCE // length, np.random.default_rng(0))
    total, count = 0.0, 0
    for window in found:
        logits, _ = network(torch.from_numpy(window.numbers))
        targets = torch.from_numpy(window.targets).flatten()
        total += float(functional.cross_entropy(logits.flatten(0, 1), targets, reduction="sum"))
        count += len(targets)
    return total / count


def _network(tensors: Tensors, config: GridConfig) -> GridNetwork:
    network = GridNetwork(config)
    network.load_state_dict({name: torch.from_numpy(value) for name, value in tensors.items()})
    return network.eval()


@torch.inference_mode()
def _score(network: GridNetwork, songs: Sequence[Numbers]) -> GridScore:
    end = network.config.symbols.index(END)
    signs = torch.tensor([symbol in (HOLD, REST, END) for symbol in network.config.symbols])
    sums = torch.zeros(6, dtype=torch.float64)
    for together in _together(songs):
        sums += _sums(network, _padded(together, end, network.config.length), signs, end)
    nats, right, count, notes_right, notes, ends_right = map(float, sums)
    # Of a song's `length` ends in a row, the first is counted with the song already.
    all_ends = len(songs) * (network.config.length - 1)
    return GridScore(
        int(count), nats / count, right / count, notes_right / notes,
        (right + ends_right) / (count + all_ends),
    )  # fmt: skip


def _together(songs: Sequence[Numbers]) -> Iterator[list[Numbers]]:
    """Yield the songs, those of about the same length together."""
    together: list[Numbers] = []
    for song in sorted(songs, key=len):
        if together and (len(together) + 1) * len(song) > _SYMBOLS_AT_ONCE:
            yield together
            together = []
        together.append(song)
    if together:
        yield together


def _padded(songs: Sequence[Numbers], end: int, length: int) -> Tensor:
    """Return the songs, `length` ends before each and at least as many after."""
    longest = max(map(len, songs))
    rows = np.full((len(songs), longest + 2 * length), end, dtype=np.int64)
    for row, song in zip(rows, songs, strict=True):
        row[length : length + len(song)] = song
    return torch.from_numpy(rows)


def _sums(network: GridNetwork, rows: Tensor, signs: Tensor, end: int) -> Tensor:
    """Return the sums of nats, hits and count of the songs, of notes, and hits of later ends."""
    length = network.config.length
    logits, _ = network(rows[:, :-1])
    logits, targets, before = logits[:, length - 1 :], rows[:, length:], rows[:, length - 1 : -1]
    steps = torch.arange(targets.shape[1])
    # The song's own symbols and its first end; the others of the ends up to `length` of them.
    lengths = (targets != end).sum(dim=1, keepdim=True)
    is_song = steps <= lengths
    is_end = (steps > lengths) & (steps < lengths + length) & (before == end)
    is_note = is_song & ~signs[targets]
    nats = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
    hit = logits.argmax(dim=-1) == targets
    sums = [
        nats.view_as(targets)[is_song].sum(), (hit & is_song).sum(), is_song.sum(),
        (hit & is_note).sum(), is_note.sum(), (hit & is_end).sum(),
    ]  # fmt: skip
    return torch.stack([value.double() for value in sums])
