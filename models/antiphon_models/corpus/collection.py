"""All that the note-stream network learns from, read from one folder.

Knows where each corpus lies in the folder; knows nothing of codecs or training.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

from antiphon_models.corpus.bach_violin import read_bach_violin
from antiphon_models.corpus.jazz_solos import read_jazz_solos
from antiphon_models.corpus.piece import CorpusError, Piece
from antiphon_models.corpus.pop_songs import read_pop_song

log = logging.getLogger(__name__)


def read_collection(folder: Path, seed: int = 0) -> Iterator[Piece]:
    """Yield every piece of `bach-violin`, `jazz-solos` and `pop-songs` in `folder`.

    A song that cannot be read is named in a warning, counted and skipped; a corpus that
    is missing raises CorpusError.
    """
    for name in ("bach-violin/notes.tsv", "jazz-solos/notes.csv", "pop-songs"):
        if not (folder / name).exists():
            raise CorpusError(f"{folder / name} is missing; name the data's folder with --data")
    yield from read_bach_violin(folder / "bach-violin" / "notes.tsv", seed)
    yield from read_jazz_solos(folder / "jazz-solos" / "notes.csv")
    yield from _read_songs(folder / "pop-songs")


def _read_songs(folder: Path) -> Iterator[Piece]:
    skipped = 0
    for path in sorted(folder.glob("*.mid")):
        try:
            yield from read_pop_song(path)
        except (OSError, ValueError) as error:
            skipped += 1
            log.warning("%s: skipped: %s", path.name, error)
    if skipped:
        log.warning("%s: %d songs skipped", folder, skipped)
