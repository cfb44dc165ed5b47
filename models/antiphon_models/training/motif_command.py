"""`antiphon train motif`: papers/000's network and motif dictionary, from violin scores.

Knows the options and puts corpus, training and export together; knows no tensors.
"""

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from antiphon_models.codecs.pitch_sequence import PitchAlphabet, PitchSequence, alphabet_of
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.violin_pitches import SCORES, read_violin_pitches
from antiphon_models.motif_dictionary import MotifDictionary, find_motifs
from antiphon_models.networks.motif_config import MotifConfig
from antiphon_models.option_numbers import whole_from
from antiphon_models.systems.weights_files import trained_file
from antiphon_models.training.fitting import add_fit_arguments, chosen_fit, report_of
from antiphon_models.training.motif_data import (
    Windows,
    split_by_piece,
    split_by_window,
    windows_of,
)
from antiphon_models.training.motif_export import BACH, OWN, PUBLIC_DOMAIN, THEIRS, export_motif
from antiphon_models.training.motif_network import (
    PLAN,
    Trained,
    kept_state_nats,
    tensors_of,
    train_motif_network,
    window_nats,
)
from antiphon_models.training.progress_report import say

NAME = "motif"
USER_ERROR, INTERRUPTED = 2, 130
SPLITS = ("piece", "window")


@dataclass(frozen=True, slots=True)
class _Material:
    """What there is to learn, and what is held out; `lines` are the held-out pieces, if whole."""

    alphabet: PitchAlphabet
    motifs: MotifDictionary
    training: Windows
    held_out: Windows
    lines: list[list[int]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train motif` on `parser`."""
    config = MotifConfig(1)
    parser.description = (
        "Train the pitch network of papers/000 and find its motifs in violin parts: Bach's solos "
        "in the data folder, or any scores and MIDI files. Ctrl-C keeps the best so far."
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the data folder")
    parser.add_argument(
        "--scores", type=Path, metavar="DIR",
        help="a folder of scores and MIDI files with violin parts, instead",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="FILE",
        help="weights file to write (.safetensors); the last epoch's go beside it as NAME_last. "
        "If not said, where the model menu finds them",
    )  # fmt: skip
    parser.add_argument("--hidden", type=whole_from(1), default=config.hidden, metavar="N",
                        help="units of the LSTM")  # fmt: skip
    parser.add_argument("--steps", type=whole_from(1), default=config.steps, metavar="N",
                        help="pitches that it sees at once")  # fmt: skip
    parser.add_argument(
        "--split", choices=SPLITS, default="piece",
        help="hold out whole movements, or the last fifth of the windows as the paper's program",
    )  # fmt: skip
    add_fit_arguments(parser, PLAN)


def run(args: argparse.Namespace) -> int:
    """Train and export; returns the exit code, 2 for a one-line error on stderr."""
    try:
        _train(args)
    except (CorpusError, OSError) as error:
        print(f"antiphon train {NAME}: {error}", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        print(f"antiphon train {NAME}: stopped before there was anything to keep", file=sys.stderr)
        return INTERRUPTED
    return 0


def _train(args: argparse.Namespace) -> None:
    out = _out(args)
    sequences = read_violin_pitches(_folder(args))
    material = _material(sequences, args.steps, args.split)
    config = MotifConfig(
        len(material.alphabet), hidden=args.hidden, embedding=args.hidden, steps=args.steps
    )
    say(f"{len(material.training):,} windows to learn from, {len(material.held_out):,} held out; "
        f"{len(material.motifs):,} motifs")  # fmt: skip
    plan = chosen_fit(PLAN, args)
    trained = train_motif_network(
        material.training, material.held_out, config, plan, report_of(args)
    )
    told = {"split": args.split, "seed": plan.seed, **trained.fitted.facts(), **_history(trained)}
    _export(out, trained, material, {**told, "epoch": trained.fitted.best_epoch}, args)
    trained.network.load_state_dict(trained.last)
    last = out.with_name(f"{out.stem}_last{out.suffix}")
    _export(last, trained, material, {**told, "epoch": len(trained.fitted.losses)}, args)
    say(f"wrote {out} and {last.name}")


def _export(
    path: Path,
    trained: Trained,
    material: _Material,
    facts: dict[str, Any],
    args: argparse.Namespace,
) -> None:
    network = trained.network
    windows = window_nats(network, material.held_out) / math.log(2)
    bits = {"windows": round(windows, 4)}
    if material.lines:
        kept = kept_state_nats(network, material.lines, network.config.steps) / math.log(2)
        bits["kept_state"] = round(kept, 4)
    say(f"epoch {facts['epoch']}: held out, bits a pitch: {bits}")
    export_motif(
        path,
        tensors_of(network.state_dict()),
        network.config,
        alphabet=material.alphabet,
        motifs=material.motifs,
        metrics={**facts, "held_out_bits": bits},
        terms=(OWN, THEIRS) if args.scores else (BACH, PUBLIC_DOMAIN),
    )


def _history(trained: Trained) -> dict[str, Any]:
    """The bits a pitch of each epoch, which show where learning ends and reciting begins."""
    return {
        "learned_bits_by_epoch": [round(nats / math.log(2), 4) for nats in trained.fitted.losses],
        "held_out_bits_by_epoch": [
            round(nats / math.log(2), 4) for nats in trained.fitted.held_out
        ],
    }


def _material(sequences: list[PitchSequence], steps: int, split: str) -> _Material:
    alphabet = alphabet_of(sequence.pitches for sequence in sequences)
    motifs = find_motifs(alphabet.encode(sequence.pitches) for sequence in sequences)
    lines: list[list[int]] = []
    if split == "window":
        training, held_out = split_by_window(windows_of(sequences, alphabet, steps))
    else:
        learned, kept = split_by_piece(sequences)
        training = windows_of(learned, alphabet, steps)
        held_out = windows_of(kept, alphabet, steps)
        lines = [
            line for sequence in kept if len(line := alphabet.encode(sequence.pitches)) > steps
        ]
    if not len(training) or not len(held_out):
        raise CorpusError(
            "too few notes to learn from and to hold a piece out; add music, or try --split window"
        )
    return _Material(alphabet, motifs, training, held_out, lines)


def _folder(args: argparse.Namespace) -> Path:
    if args.scores is None and args.data is None:
        raise CorpusError("there is nothing to learn from; name the data's folder with --data")
    return Path(args.scores) if args.scores else Path(args.data) / SCORES


def _out(args: argparse.Namespace) -> Path:
    out = Path(args.out) if args.out else trained_file(NAME)
    if args.out is None:
        out.parent.mkdir(parents=True, exist_ok=True)
    if not out.parent.is_dir():
        raise NotADirectoryError(f"{out.parent} is no folder; make it, or name another with --out")
    return out
