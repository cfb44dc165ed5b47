"""Bach's sonatas and partitas for solo violin, from a table of notes in quarter lengths.

Knows the table's columns; knows nothing of codecs or training.
"""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random

from antiphon_models.corpus.piece import CorpusError, Piece
from antiphon_models.music.notes import Note

SLOWEST_BPM, FASTEST_BPM = 60.0, 110.0


def read_bach_violin(path: Path, seed: int = 0) -> Iterator[Piece]:
    """Yield each movement of `path` (notes.tsv) with all its voices; no velocities.

    The score has no tempo, so each movement gets its own, the same for the same seed.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        for name, movement in groupby(rows, key=lambda row: row["movement"]):
            tempo_bpm = Random(f"{name}/{seed}").uniform(SLOWEST_BPM, FASTEST_BPM)
            yield Piece(name, "bach", _notes(list(movement), 60.0 / tempo_bpm), False)
    except (OSError, KeyError, ValueError) as error:
        raise CorpusError(f"{path}: no table of Bach's notes ({error}); get it again") from None


def _notes(rows: list[dict[str, str]], quarter: float) -> tuple[Note, ...]:
    notes = [
        Note(
            int(row["midi_pitch"]),
            64,
            float(row["onset_ql"]) * quarter,
            float(row["duration_ql"]) * quarter,
        )
        for row in rows
        if row["grace"] == "0" and float(row["duration_ql"]) > 0.0
    ]
    return tuple(sorted(notes, key=lambda note: (note.onset, note.pitch)))
