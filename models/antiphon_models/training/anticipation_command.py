"""`antiphon train anticipation`: whom to believe, learned from pieces that are played to the mind.

Knows the corpora and the mind; knows no torch.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from antiphon_models.anticipation import Anticipation
from antiphon_models.anticipation_file import write_anticipation
from antiphon_models.corpus.collection import SHIPPED_STYLES, read_collection
from antiphon_models.corpus.piece import CorpusError, Piece, is_held_out
from antiphon_models.evaluation.anticipation import Surprises, play
from antiphon_models.mixture import Start
from antiphon_models.music.motif import VIEWS
from antiphon_models.runtime.note_stream import NoteStreamStepper, load_note_stream
from antiphon_models.weights_file import WeightsError

# What is learned beforehand counts as much as so many notes, or matches of one length, of the
# player's: enough to begin with, and soon outweighed by what the player really does.
NOTES = 500.0
MATCHES = 20.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon train anticipation` on `parser`."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="file to write")
    parser.add_argument("--weights", type=Path, help="the network, instead of the shipped one")
    parser.add_argument("--pieces", type=int, default=24, help="of each style, to learn from")
    parser.add_argument("--notes", type=int, default=400, help="of each piece")


def run(args: argparse.Namespace) -> int:
    """Learn, write and say what it is worth; 2 for a one-line error on stderr."""
    try:
        stepper = load_note_stream(args.weights)
        learning, held_out = _read(args.data, args.pieces)
        learned = Anticipation()
        for piece in learning:
            play(piece.notes[: args.notes], stepper, learned)
        starts = _begun(learned.when.state()), _begun(learned.what.state())
        facts = {"pieces": len(learning), "notes_of_each": args.notes, "network": stepper.name}
        write_anticipation(args.out, *starts, facts)
        print(_table(_held_out(held_out, args.notes, stepper, starts)))
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon train anticipation: {error}", file=sys.stderr)
        return 2
    return 0


def _read(folder: Path, most: int) -> tuple[list[Piece], list[Piece]]:
    """The pieces to learn from and those held out, at most so many of each style, in turns."""
    kept: dict[tuple[bool, str], list[Piece]] = defaultdict(list)
    for piece in read_collection(folder):
        among = kept[is_held_out(piece.name), piece.style]
        if len(among) < most:
            among.append(piece)
    return list(_in_turns(kept, held_out=False)), list(_in_turns(kept, held_out=True))


def _in_turns(kept: dict[tuple[bool, str], list[Piece]], held_out: bool) -> Iterator[Piece]:
    styles = [kept[held_out, style] for style in SHIPPED_STYLES]
    for number in range(max(map(len, styles))):
        yield from (pieces[number] for pieces in styles if number < len(pieces))


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


def _held_out(
    pieces: Iterable[Piece], notes: int, stepper: NoteStreamStepper, starts: tuple[Start, Start]
) -> dict[str, Surprises]:
    by_style: dict[str, list[Surprises]] = defaultdict(list)
    for piece in pieces:
        by_style[piece.style].append(play(piece.notes[:notes], stepper, Anticipation(*starts)))
    return {style: np.concatenate(found) for style, found in by_style.items()}


def _table(surprises: dict[str, Surprises]) -> str:
    lines = [
        "Bits a note on held-out pieces, each heard by a mind that remembers nothing before it:",
        "",
        "| style | notes | ioi, network | with memory | pitch, network | with memory |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for style, found in surprises.items():
        means = " | ".join(f"{bits:.2f}" for bits in found.mean(axis=0))
        lines.append(f"| {style} | {len(found):,} | {means} |")
    return "\n".join(lines)
