"""What each choice of the note-stream training is worth: the same few steps with and without it.

    python -m antiphon_models.training.ablation --data DIR --out FILE.json

Each variant begins from the same seed, does as many steps of as many windows, and is judged
on the same held-out windows. What is measured already stands in FILE and is not done again.
Knows the choices; knows nothing of how a network is trained to its end.
"""

import argparse
import json
import logging
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_
from tqdm import tqdm

from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.split import split
from antiphon_models.networks.note_stream import NoteStreamNetwork
from antiphon_models.networks.note_stream_config import NoteStreamConfig
from antiphon_models.training.drawn_windows import alike_together
from antiphon_models.training.note_stream_data import (
    VARIED,
    Columns,
    Cut,
    Variation,
    Windows,
    columns_of,
    epoch_cuts,
    played_pieces,
    windows,
)
from antiphon_models.training.note_stream_evaluation import Metrics, evaluate
from antiphon_models.training.note_stream_loss import summed_loss, tensors

BATCH, LENGTH, RATE, WARM_UP, CLIP, WEIGHT_DECAY = 32, 192, 2e-3, 50, 1.0, 0.01
HELD_OUT_WINDOWS: Final = 32
SHIPPED: Final = NoteStreamConfig()


@dataclass(frozen=True, slots=True)
class Variant:
    """One choice that differs from what is shipped."""

    config: NoteStreamConfig = SHIPPED
    variation: Variation = VARIED
    without_style: str = ""


VARIANTS: Final = {
    "1x512": Variant(),
    "no played timing": Variant(variation=Variation(played_share=0.0)),
    "no fiddle": Variant(without_style="fiddle"),
    "no transposition": Variant(variation=Variation(transposition=0)),
    "no time-stretch": Variant(variation=Variation(stretch=1.0)),
    "1x256": Variant(NoteStreamConfig(hidden=256)),
    "1x768": Variant(NoteStreamConfig(hidden=768)),
    "2x512": Variant(NoteStreamConfig(layers=2)),
}


@dataclass(frozen=True, slots=True)
class Study:
    """What all variants share: the pieces, the number of steps, the seed."""

    training: Sequence[Columns]
    held_out: Sequence[Columns]
    steps: int
    seed: int
    bfloat16: bool


def measured(variant: Variant, study: Study, label: str) -> dict[str, Any]:
    """Return bits a note after the study's steps, on held-out pieces as written and as played."""
    torch.manual_seed(study.seed)
    network = NoteStreamNetwork(variant.config)
    begun = time.perf_counter()
    _train(network, variant, study, label)
    seconds = time.perf_counter() - begun
    played = played_pieces(study.held_out, study.seed)
    return {
        "steps": study.steps,
        "seed": study.seed,
        "parameters": sum(values.numel() for values in network.parameters()),
        "seconds_a_step": seconds / study.steps,
        "held_out_bits": _bits(network, study.held_out),
        "held_out_bits_as_played": _bits(network, played),
    }


def _bits(network: NoteStreamNetwork, pieces: Sequence[Columns]) -> Metrics:
    return evaluate(network, pieces, LENGTH, HELD_OUT_WINDOWS)


def _train(network: NoteStreamNetwork, variant: Variant, study: Study, label: str) -> None:
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=WEIGHT_DECAY)
    left_out = variant.without_style and STYLES.index(variant.without_style)
    pieces = [piece for piece in study.training if piece.style != left_out]
    network.train()
    drawn = _batches(pieces, variant.variation, study)
    for step, batch in enumerate(tqdm(drawn, label, study.steps, mininterval=5.0)):
        share = step / study.steps
        rate = RATE * min(1.0, (step + 1) / WARM_UP) * 0.5 * (1.0 + math.cos(math.pi * share))
        for options in optimizer.param_groups:
            options["lr"] = rate
        loss = _mean_loss(network, batch, study.bfloat16)
        optimizer.zero_grad(set_to_none=True)
        # torch has no types for it.
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()


def _mean_loss(network: NoteStreamNetwork, batch: Windows, bfloat16: bool) -> torch.Tensor:
    notes, counts, velocity_counts = tensors(batch)
    following = notes.steps(1, notes.pitch.shape[1])
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        predictions = network(notes.steps(0, -1), following)
        return summed_loss(predictions, following, counts, velocity_counts) / counts.sum()


def _batches(pieces: Sequence[Columns], variation: Variation, study: Study) -> Iterator[Windows]:
    rng = np.random.default_rng(study.seed)
    done = 0
    while True:
        for cuts in _cuts_of_batches(pieces, rng):
            if done == study.steps:
                return
            done += 1
            yield windows(cuts, max(map(len, cuts)) - 1, rng, variation)


def _cuts_of_batches(
    pieces: Sequence[Columns], rng: np.random.Generator
) -> Iterator[Sequence[Cut]]:
    cuts = alike_together(epoch_cuts(pieces, LENGTH, rng), BATCH, rng)
    return (cuts[start : start + BATCH] for start in range(0, len(cuts), BATCH))


def main() -> int:
    """Measure what is not measured yet; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m antiphon_models.training.ablation")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    training, held_out = (columns_of(part) for part in split(read_collection(args.data, args.seed)))
    study = Study(training, held_out, args.steps, args.seed, args.bfloat16)
    results = json.loads(args.out.read_text()) if args.out.exists() else {}
    for name in args.variants:
        if name not in results:
            results[name] = measured(VARIANTS[name], study, name)
            args.out.write_text(json.dumps(results, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.exit(main())
