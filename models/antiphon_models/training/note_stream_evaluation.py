"""The note-stream network's surprise at held-out pieces, by style and head, in bits a note.

Knows the network and the codec's columns; knows no training.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import torch

from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.networks.note_stream import NoteStreamNetwork
from antiphon_models.training.note_stream_data import Columns, Cut, plain_cuts, windows
from antiphon_models.training.note_stream_initial import read_initial
from antiphon_models.training.note_stream_loss import HEADS, cross_entropies, tensors

Metrics = dict[str, dict[str, float]]
BATCH = 32


def evaluate(
    network: NoteStreamNetwork, held_out: Sequence[Columns], length: int, most_windows: int = 10**9
) -> Metrics:
    """Return bits a note for each style and head; the style is named to the network.

    Of each style at most `most_windows` windows are heard, spread evenly over its pieces.
    A head whose attribute the style does not have is left out.
    """
    network.eval()
    metrics: Metrics = {}
    for index, style in enumerate(STYLES):
        cuts = plain_cuts([piece for piece in held_out if piece.style == index], length)
        if cuts:
            cuts = cuts[:: math.ceil(len(cuts) / most_windows)]
            metrics[style] = _bits(network, cuts)
    return metrics


@torch.inference_mode()
def _bits(network: NoteStreamNetwork, cuts: Sequence[Cut]) -> dict[str, float]:
    nats = dict.fromkeys(HEADS, 0.0)
    notes_heard = dict.fromkeys(HEADS, 0)
    device = next(network.parameters()).device
    # Windows of about one length together: nothing is computed for notes that are not there.
    cuts = sorted(cuts, key=len)
    for start in range(0, len(cuts), BATCH):
        batch = cuts[start : start + BATCH]
        longest = len(batch[-1]) - 1
        notes, counts, velocity_counts = tensors(windows(batch, longest), device)
        following = notes.steps(1, longest + 1)
        predictions = network(notes.steps(0, -1), following)
        for head, loss in cross_entropies(predictions, following).items():
            mask = velocity_counts if head == "velocity" else counts
            nats[head] += float((loss * mask).sum())
            notes_heard[head] += int(mask.sum())
    return {
        head: nats[head] / notes_heard[head] / math.log(2.0) for head in HEADS if notes_heard[head]
    }


def mean_over_styles(metrics: Metrics) -> float:
    """Return the bits a note of all heads together, every style weighing the same."""
    return sum(sum(heads.values()) for heads in metrics.values()) / len(metrics)


def evaluate_file(path: Path, held_out: Sequence[Columns], length: int) -> Metrics:
    """Return bits a note of the network in the weights file at `path`, as `evaluate` does.

    Raises WeightsError, one line naming the file, if it is not fit to use.
    """
    weights, config, _ = read_initial(path)
    network = NoteStreamNetwork(config)
    network.load_state_dict(weights)
    return evaluate(network, held_out, length)
