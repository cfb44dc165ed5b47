"""`antiphon train anticipation`: whom to believe, learned from pieces that are played to the mind.

Knows the corpora and the mind; knows no torch.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from antiphon_models.anticipation import Anticipation
from antiphon_models.anticipation_file import write_anticipation
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.evaluation.anticipation import play
from antiphon_models.evaluation.anticipation_study import (
    bits_table,
    heard_by_style,
    pieces_in_turns,
    study,
)
from antiphon_models.mixture import Start
from antiphon_models.music.motif import VIEWS
from antiphon_models.option_numbers import whole_from
from antiphon_models.runtime.note_stream import load_note_stream
from antiphon_models.weights_file import WeightsError

# What is learned beforehand counts as much as so many notes, or matches of one length, of the
# player's: enough to begin with, and soon outweighed by what the player really does.
NOTES = 500.0
MATCHES = 20.0
HEADING = (
    "Bits a note on held-out pieces, each heard by a mind that remembers nothing before it:\n\n"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train anticipation` on `parser`."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write")
    parser.add_argument("--weights", type=Path, help="the network, instead of the shipped one")
    parser.add_argument(
        "--pieces", type=whole_from(1), default=24, help="of each style, to learn from"
    )
    parser.add_argument("--notes", type=whole_from(2), default=400, help="of each piece")


def run(args: argparse.Namespace) -> int:
    """Learn, write and say what it is worth; 2 for a one-line error on stderr."""
    try:
        if not args.out.parent.is_dir():
            raise NotADirectoryError(f"{args.out.parent} is no folder; make it, or name another")
        stepper = load_note_stream(args.weights)
        learning, held_out = pieces_in_turns(args.data, args.pieces)
        learned = Anticipation()
        for piece in learning:
            play(piece.notes[: args.notes], stepper, learned)
        starts = _begun(learned.when.state()), _begun(learned.what.state())
        facts = {"pieces": len(learning), "notes_of_each": args.notes, "network": stepper.name}
        write_anticipation(args.out, *starts, facts)
        heard = heard_by_style(held_out, args.notes, stepper, lambda: Anticipation(*starts))
        print(HEADING + bits_table(study(heard)["styles"]))
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon train anticipation: {error}", file=sys.stderr)
        return 2
    return 0


def _begun(learned: Start) -> Start:
    """What was learned, counting as much as NOTES and MATCHES; of taught pieces as of one's own."""
    assert learned.gradients is not None
    assert learned.tries is not None
    assert learned.hits is not None
    views = len(VIEWS)
    total = max(learned.tries[0][0], 1.0, *(sum(row) for row in learned.tries))
    share = min(1.0, NOTES / total)
    gradients = tuple(share * gradient for gradient in learned.gradients)
    tries, hits = zip(
        *(
            _lightened(tried, hit)
            for tried, hit in zip(learned.tries[:views], learned.hits[:views], strict=True)
        ),
        strict=True,
    )
    own = learned.weights[: 1 + views]
    return Start(
        (*own, *own[1:]), (*gradients[: 1 + views], *gradients[1 : 1 + views]), tries * 2, hits * 2
    )


def _lightened(
    tries: Sequence[float], hits: Sequence[float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    shares = [min(1.0, MATCHES / tried) if tried else 0.0 for tried in tries]
    return (
        tuple(tried * share for tried, share in zip(tries, shares, strict=True)),
        tuple(hit * share for hit, share in zip(hits, shares, strict=True)),
    )
