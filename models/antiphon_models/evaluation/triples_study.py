"""Papers/002's study, first half: how well its networks foretell pieces, known and held out.

Knows networks, pieces and metrics; makes no track, knows no figure and no page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from antiphon_models.codecs.note_triples import Rows
from antiphon_models.evaluation.triples_foretelling import (
    Foretelling,
    compared,
    fused,
    guessed,
    metrics,
)
from antiphon_models.runtime.triples_weights import STACKED_NAME, Network, TriplesFile
from antiphon_models.training.triples_data import STYLES, Examples, TriplesPiece, WindowBank
from antiphon_models.training.triples_network import Answers, answers, answers_throughout

SINGLE, ENSEMBLE, STACKED, REAL = "single", "ensemble", "stacked", "real"
# A state that is kept is asked once it has heard so many notes as a window has.
MOST_KEPT: Final = 1500


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: `windows` to foretell, `tracks` of `notes` to make, by system."""

    windows: int = 4000
    tracks: int = 20
    notes: int = 300
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Ground:
    """What a study stands on: the networks, and the pieces that they know and those they do not."""

    file: TriplesFile
    training: Sequence[TriplesPiece]
    held_out: Sequence[TriplesPiece]


def foretold(ground: Ground, scale: Scale) -> dict[str, Any]:
    """Return the paper's metrics of each system, on pieces of training and on held-out ones.

    All systems foretell the same notes, those after windows of the longest kind.
    """
    found: dict[str, Any] = {}
    common = np.concatenate([piece.rows for piece in ground.training])
    for where, pieces in (("training", ground.training), ("held out", ground.held_out)):
        bank = WindowBank(pieces, longest_window(ground.file))
        examples = bank.spread(scale.windows)
        said = {**said_by(ground.file, examples), "guessing": guessed(common, len(examples))}
        found[where] = {name: asdict(metrics(each, examples.next)) for name, each in said.items()}
    found["by style"] = {
        style: {
            name: asdict(metrics(each, examples.next))
            for name, each in said_by(ground.file, examples).items()
        }
        for style, examples in _by_style(ground, scale)
    }
    return found


def said_by(file: TriplesFile, examples: Examples) -> dict[str, Foretelling]:
    """Return what each system says: the first network alone, all as one, and the stacked one."""
    members = [_asked(network, examples) for network in file.ensemble]
    said = {SINGLE: members[0], ENSEMBLE: fused(members)}
    if STACKED_NAME in file.networks:
        said[STACKED] = _asked(file.networks[STACKED_NAME], examples)
    return said


def ensemble_gain(ground: Ground, scale: Scale) -> list[dict[str, Any]]:
    """Return what averaging gains over each member, in nats a pitch, over held-out pieces."""
    window = ground.file.ensemble[0].config.window
    blocks, examples = _blocks(ground.held_out, window, scale.windows)
    members = [_asked(network, examples) for network in ground.file.ensemble]
    both = fused(members)
    return [
        {"member": number, **compared(member, both, examples.next, blocks)}
        for number, member in enumerate(members, start=1)
    ]


def kept_or_heard_anew(ground: Ground) -> dict[str, Any]:
    """Return, by style, how the first network foretells from windows and from a kept state."""
    network = ground.file.ensemble[0]
    found: dict[str, Any] = {}
    for style in STYLES:
        lines = [piece.rows[:MOST_KEPT] for piece in ground.held_out if piece.style == style]
        lines = [rows for rows in lines if len(rows) > network.config.window][:12]
        if lines:
            both = zip(*(_both_ways(network, rows) for rows in lines), strict=True)
            real = np.concatenate([rows[network.config.window :] for rows in lines])
            names = ("window", "kept")
            found[style] = {
                name: asdict(metrics(_joined(parts), real))
                for name, parts in zip(names, both, strict=True)
            }
    return found


def steps_said(ground: Ground, scale: Scale) -> dict[str, Any]:
    """Return, by style, real steps and those that the ensemble foretells of the same notes."""
    return {
        style: {
            REAL: examples.next[:, 1].tolist(),
            ENSEMBLE: said_by(ground.file, examples)[ENSEMBLE].step.tolist(),
        }
        for style, examples in _by_style(ground, scale)
    }


def longest_window(file: TriplesFile) -> int:
    """Return how many notes the network of the longest windows hears."""
    return max(network.config.window for network in file.networks.values())


def _by_style(ground: Ground, scale: Scale) -> Iterator[tuple[str, Examples]]:
    bank = WindowBank(ground.held_out, longest_window(ground.file))
    for style in STYLES:
        examples = bank.spread(scale.windows // len(STYLES), style)
        if len(examples):
            yield style, examples


def _asked(network: Network, examples: Examples) -> Foretelling:
    seen = examples.seen[:, -network.config.window :]
    return _told(answers(network.config, network.tensors, seen))


def _both_ways(network: Network, rows: Rows) -> tuple[Foretelling, Foretelling]:
    window = network.config.window
    seen = np.stack([rows[at : at + window] for at in range(len(rows) - window)])
    kept = answers_throughout(network.config, network.tensors, rows)
    since = slice(window - 1, -1)
    later = Answers(kept.pitch[since], kept.step[since], kept.duration[since])
    return _told(answers(network.config, network.tensors, seen)), _told(later)


def _blocks(pieces: Sequence[TriplesPiece], window: int, most: int) -> tuple[list[int], Examples]:
    """Windows of each piece, as many of all, and of each the number of its piece."""
    long = [piece for piece in pieces if len(piece.rows) > window + 10]
    each = max(most // max(len(long), 1), 10)
    parts = [WindowBank([piece], window).spread(each) for piece in long]
    blocks = [number for number, part in enumerate(parts) for _ in range(len(part))]
    seen = np.concatenate([part.seen for part in parts])
    return blocks, Examples(seen, np.concatenate([part.next for part in parts]))


def _told(said: Answers) -> Foretelling:
    times = (np.maximum(time, 0.0).astype(np.float64) for time in (said.step, said.duration))
    return Foretelling(np.exp(said.pitch.astype(np.float64)), *times)


def _joined(parts: Sequence[Foretelling]) -> Foretelling:
    return Foretelling(
        np.concatenate([part.pitch for part in parts]),
        np.concatenate([part.step for part in parts]),
        np.concatenate([part.duration for part in parts]),
    )
