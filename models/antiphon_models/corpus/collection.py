"""All that the note-stream network learns from and that may be given on, corpus after corpus.

Knows where each corpus lies; knows nothing of codecs or training.
"""

import logging
from collections.abc import Collection, Iterator
from pathlib import Path

from antiphon_models.corpus.bach_violin import read_bach_violin
from antiphon_models.corpus.jazz_solos import read_jazz_solos
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.piece import CorpusError, Piece
from antiphon_models.corpus.pop_songs import read_pop_song
from antiphon_models.corpus.score_tunes import read_fiddle_tunes

log = logging.getLogger(__name__)
SHIPPED_STYLES = ("bach", "jazz", "pop", "piano", "fiddle")
_FILES = {
    "bach": "bach-violin/notes.tsv",
    "jazz": "jazz-solos/notes.csv",
    "pop": "pop-songs",
    "piano": "pop-songs",
}


def read_collection(
    folder: Path, seed: int = 0, styles: Collection[str] = SHIPPED_STYLES
) -> Iterator[Piece]:
    """Yield every piece of `styles`: of the corpora in `folder`, and music21's fiddle tunes.

    A song that cannot be read is named in a warning, counted and skipped; a corpus that
    is missing raises CorpusError.
    """
    for style in styles:
        if style in _FILES and not (folder / _FILES[style]).exists():
            raise CorpusError(
                f"{folder / _FILES[style]} is missing; name the data's folder with --data"
            )
    if "bach" in styles:
        yield from read_bach_violin(folder / _FILES["bach"], seed)
    if "jazz" in styles:
        yield from read_jazz_solos(folder / _FILES["jazz"])
    for piece in _read_songs(folder / _FILES["pop"]) if {"pop", "piano"} & {*styles} else ():
        if piece.style in styles:
            yield piece
    if "fiddle" in styles:
        yield from read_fiddle_tunes(seed)


def _read_songs(folder: Path) -> Iterator[Piece]:
    skipped = 0
    for found in in_processes(_read_song, sorted(folder.glob("*.mid")), "songs"):
        if isinstance(found, str):
            skipped += 1
            log.warning("%s", found)
        else:
            yield from found
    if skipped:
        log.warning("%s: %d songs skipped", folder, skipped)


def _read_song(path: Path) -> list[Piece] | str:
    try:
        return list(read_pop_song(path))
    except (OSError, ValueError) as error:
        return f"{path.name}: skipped: {error}"
