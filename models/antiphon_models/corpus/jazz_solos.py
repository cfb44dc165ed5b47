"""Transcribed jazz solos, from a table of notes in seconds.

Knows the table's columns; knows nothing of codecs or training.
"""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from antiphon_models.corpus.piece import CorpusError, Piece
from antiphon_models.music.notes import Note


def read_jazz_solos(path: Path) -> Iterator[Piece]:
    """Yield each solo of `path` (notes.csv), as performed; no velocities."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for name, solo in groupby(rows, key=lambda row: row["solo"]):
            notes = (
                Note(int(row["pitch"]), 64, float(row["onset_s"]), float(row["duration_s"]))
                for row in solo
            )
            yield Piece(name, "jazz", tuple(sorted(notes, key=lambda note: note.onset)), False)
    except (OSError, KeyError, ValueError) as error:
        raise CorpusError(f"{path}: no table of jazz solos ({error}); get it again") from None
