"""What the memory is worth on held-out pieces, and whether it knows how far it can be trusted.

Knows pieces, minds and their sums; knows no file of results and no picture.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from antiphon_models.anticipation import Anticipation
from antiphon_models.corpus.collection import SHIPPED_STYLES, read_collection
from antiphon_models.corpus.piece import Piece, is_held_out
from antiphon_models.evaluation.anticipation import Heard, play
from antiphon_models.evaluation.anticipation_votes import judged
from antiphon_models.runtime.note_stream import NoteStreamStepper

COLUMNS = ("ioi_network", "ioi", "pitch_network", "pitch")


def pieces_in_turns(
    folder: Path, most: int, styles: Sequence[str] = SHIPPED_STYLES
) -> tuple[list[Piece], list[Piece]]:
    """Return pieces to learn from and those held out, at most so many of each style, in turns.

    Raises CorpusError where a corpus is missing.
    """
    kept: dict[tuple[bool, str], list[Piece]] = defaultdict(list)
    for piece in read_collection(folder, styles=styles):
        among = kept[is_held_out(piece.name), piece.style]
        if len(among) < most:
            among.append(piece)
    return list(_in_turns(kept, styles, held_out=False)), list(
        _in_turns(kept, styles, held_out=True)
    )


def _in_turns(
    kept: Mapping[tuple[bool, str], list[Piece]], styles: Sequence[str], *, held_out: bool
) -> Iterator[Piece]:
    by_style = [kept[held_out, style] for style in styles]
    for number in range(max(map(len, by_style))):
        yield from (pieces[number] for pieces in by_style if number < len(pieces))


def heard_by_style(
    pieces: Iterable[Piece],
    notes: int,
    stepper: NoteStreamStepper,
    fresh: Callable[[], Anticipation],
) -> dict[str, list[Heard]]:
    """Return what the first `notes` of each piece were to a mind that is made `fresh` for it."""
    by_style: dict[str, list[Heard]] = defaultdict(list)
    for piece in pieces:
        by_style[piece.style].append(play(piece.notes[:notes], stepper, fresh()))
    return dict(by_style)


def study(heard: Mapping[str, Sequence[Heard]]) -> dict[str, Any]:
    """Return the bits of each style and what came of all that was foretold, ready for JSON."""
    foretold = [vote for pieces in heard.values() for each in pieces for vote in each.foretold]
    return {"styles": {style: _bits(pieces) for style, pieces in heard.items()}, **judged(foretold)}


def _bits(pieces: Sequence[Heard]) -> dict[str, float]:
    surprises = np.concatenate([each.surprises for each in pieces])
    means = zip(COLUMNS, surprises.mean(axis=0), strict=True)
    return {
        "pieces": len(pieces),
        "notes": len(surprises),
        **{name: round(float(bits), 4) for name, bits in means},
    }


def bits_table(styles: Mapping[str, Mapping[str, float]]) -> str:
    """Return the bits of each style as a table in Markdown."""
    lines = [
        "| style | pieces | notes | ioi, network | with memory | pitch, network | with memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for style, found in styles.items():
        means = " | ".join(f"{found[name]:.3f}" for name in COLUMNS)
        lines.append(f"| {style} | {found['pieces']} | {found['notes']:,} | {means} |")
    return "\n".join(lines)
