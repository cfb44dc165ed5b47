"""Training a melody network on one part of a melody set, and asking it about another.

Takes and gives melodies and chances in NumPy; knows torch; knows no file and no fold.
"""

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_
from tqdm import tqdm

from antiphon_models.networks.melody import FARTHEST, MelodyConfig, MelodyNetwork

Melody: TypeAlias = Sequence[int]
# In every key in which melodies were shown, each time moved back: as good as several networks.
ALL_SHIFTS = tuple(range(-FARTHEST, FARTHEST + 1))
_MELODIES_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class MelodyPlan:
    """How to train: the epoch that predicts validation best is kept, `patience` more end it.

    `shift` moves each melody by up to so many semitones at random, anew in each epoch. The
    weights kept are a running mean, of which each step leaves the share `average` as it is.
    """

    rate: float = 0.003
    batch: int = 16
    epochs: int = 200
    patience: int = 15
    weight_decay: float = 0.0
    shift: int = FARTHEST
    average: float = 0.9
    clip: float = 1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a network learns from, in MIDI pitches, all of them of `alphabet`, which ascends."""

    training: Sequence[Melody]
    validation: Sequence[Melody]
    alphabet: Sequence[int]


def use_one_thread() -> None:
    """Let torch compute on one core: these networks are too small for more."""
    torch.set_num_threads(1)


def train_melody_network(
    lesson: Lesson,
    config: MelodyConfig,
    plan: MelodyPlan,
    seed: int,
    *,
    start: MelodyNetwork | None = None,
    is_told: bool = False,
) -> MelodyNetwork:
    """Return the network of the best epoch; `start`, which stays as it is, is where it begins.

    With `is_told`, a bar on stderr shows each epoch's progress.
    """
    torch.manual_seed(seed)
    trainer = _Trainer(lesson, start or MelodyNetwork(config), plan, seed)
    best, best_bits, best_epoch = trainer.mean, math.inf, 0
    for epoch in range(plan.epochs):
        trainer.train_epoch(f"epoch {epoch + 1} of {plan.epochs}" if is_told else "")
        bits = mean_bits(trainer.mean, lesson.validation, lesson.alphabet)
        if bits < best_bits:
            best, best_bits, best_epoch = copy.deepcopy(trainer.mean), bits, epoch
        elif epoch - best_epoch >= plan.patience:
            break
    return best


def mean_bits(network: MelodyNetwork, melodies: Sequence[Melody], alphabet: Sequence[int]) -> float:
    """Return the network's mean cross-entropy in bits a pitch."""
    column = {pitch: number for number, pitch in enumerate(alphabet)}
    tables = melody_chances(network, melodies, alphabet, shifts=(0,))
    chances = [
        table[np.arange(len(melody)), [column[pitch] for pitch in melody]]
        for table, melody in zip(tables, melodies, strict=True)
    ]
    return float(-np.log2(np.concatenate(chances)).mean())


def melody_chances(
    network: MelodyNetwork,
    melodies: Sequence[Melody],
    alphabet: Sequence[int],
    shifts: Sequence[int] = ALL_SHIFTS,
) -> list[NDArray[np.float32]]:
    """Return for each melody the chances of each note before it was shown, (notes, alphabet).

    They are the mean over the melody moved by each of `shifts` semitones.
    """
    network.eval()
    by_length = sorted(range(len(melodies)), key=lambda index: len(melodies[index]))
    found: dict[int, NDArray[np.float32]] = {}
    for start in range(0, len(by_length), _MELODIES_AT_ONCE):
        chosen = by_length[start : start + _MELODIES_AT_ONCE]
        together = [melodies[index] for index in chosen]
        tables = np.mean([_chances(network, together, alphabet, shift) for shift in shifts], 0)
        for index, table in zip(chosen, tables, strict=True):
            found[index] = table[: len(melodies[index])]
    return [found[index] for index in range(len(melodies))]


@torch.inference_mode()
def _chances(
    network: MelodyNetwork, melodies: Sequence[Melody], alphabet: Sequence[int], shift: int
) -> NDArray[np.float32]:
    shifts = np.full(len(melodies), shift)
    logits = network(_padded(melodies, shifts), torch.from_numpy(shifts), torch.tensor(alphabet))
    chances: NDArray[np.float32] = functional.softmax(logits, dim=-1).numpy()
    return chances


class _Trainer:
    """A network in training and the running mean of its weights."""

    def __init__(self, lesson: Lesson, start: MelodyNetwork, plan: MelodyPlan, seed: int) -> None:
        self.mean = copy.deepcopy(start)
        self._network = copy.deepcopy(start)
        self._lesson = lesson
        self._plan = plan
        self._rng = np.random.default_rng(seed)
        self._alphabet = torch.tensor(lesson.alphabet)
        self._optimizer = torch.optim.AdamW(
            self._network.parameters(), plan.rate, weight_decay=plan.weight_decay
        )

    def train_epoch(self, label: str = "") -> None:
        """Learn from each melody once, in some key; with a `label`, under a progress bar."""
        self._network.train()
        for melodies in tqdm(self._batches(), desc=label, unit="batch", disable=not label):
            self._step(melodies)
            with torch.no_grad():
                pairs = zip(self.mean.parameters(), self._network.parameters(), strict=True)
                for kept, now in pairs:
                    kept.lerp_(now, 1.0 - self._plan.average)

    def _batches(self) -> list[list[Melody]]:
        """Return the melodies in batches of about the same length, in random order."""
        melodies, size = self._lesson.training, self._plan.batch
        lengths = np.array([len(melody) for melody in melodies])
        order = np.argsort(lengths * self._rng.uniform(0.8, 1.25, len(lengths)))
        starts = self._rng.permutation(np.arange(0, len(order), size))
        return [[melodies[index] for index in order[start : start + size]] for start in starts]

    def _step(self, melodies: Sequence[Melody]) -> None:
        shifts = self._rng.integers(-self._plan.shift, self._plan.shift + 1, len(melodies))
        pitch, shift = _padded(melodies, shifts), torch.from_numpy(shifts)
        logits = self._network(pitch, shift, self._alphabet)
        column = torch.searchsorted(self._alphabet, pitch - shift[:, None])
        column[_beyond(melodies)] = -1
        loss = functional.cross_entropy(logits.flatten(0, 1), column.flatten(), ignore_index=-1)
        self._optimizer.zero_grad(set_to_none=True)
        # torch has no types for it.
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(self._network.parameters(), self._plan.clip)
        self._optimizer.step()


def _padded(melodies: Sequence[Melody], shifts: NDArray[np.int64]) -> Tensor:
    """Return the moved pitches, shape (melodies, longest), whatever fits beyond their ends."""
    pitch = np.zeros((len(melodies), max(map(len, melodies))), np.int64)
    for row, (melody, shift) in enumerate(zip(melodies, shifts, strict=True)):
        pitch[row, : len(melody)] = np.asarray(melody) + shift
    return torch.from_numpy(pitch)


def _beyond(melodies: Sequence[Melody]) -> Tensor:
    """Return where there is no note any more, shape (melodies, longest)."""
    lengths = torch.tensor([len(melody) for melody in melodies])
    return torch.arange(int(lengths.max())) >= lengths[:, None]
