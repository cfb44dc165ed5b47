"""Tunes out of music21's own corpus: ABC collections, and the sopranos of Bach's chorales.

Knows music21, which it loads only when asked; knows nothing of codecs or training.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from antiphon_models.corpus.abc_fields import stated_keys
from antiphon_models.corpus.notation import NotationError, load_music21
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.part_tune import Heading, tune_of_part
from antiphon_models.corpus.piece import CorpusError, Piece
from antiphon_models.corpus.reading import in_one_line
from antiphon_models.corpus.tune import Tune, piece_of
from antiphon_models.corpus.tune_cache import cached

log = logging.getLogger(__name__)
FIDDLE_COLLECTIONS = ("oneills1850", "ryansMammoth", "airdsAirs")
ESSEN = "essenFolksong"
# Quarters a minute, from the slowest to the fastest that such tunes are played.
FIDDLE_BPM = (90.0, 200.0)
FOLK_BPM = (80.0, 160.0)
CHORALE_BPM = (60.0, 100.0)
Found = tuple[list[Tune], list[str]]


def read_fiddle_tunes(seed: int = 0) -> Iterator[Piece]:
    """Yield the tunes of O'Neill's, Ryan's and Aird's collections, style fiddle."""
    for collection in FIDDLE_COLLECTIONS:
        for tune in abc_tunes(collection):
            yield piece_of(tune, "fiddle", FIDDLE_BPM, seed)


def read_essen(seed: int = 0) -> Iterator[Piece]:
    """Yield the Essen folk songs, style folk; their data must not be given on."""
    for tune in abc_tunes(ESSEN):
        yield piece_of(tune, "folk", FOLK_BPM, seed)


def read_chorale_sopranos(seed: int = 0) -> Iterator[Piece]:
    """Yield the sopranos of Bach's chorales, style chorale; their data must not be given on."""
    for tune in chorale_tunes():
        yield piece_of(tune, "chorale", CHORALE_BPM, seed)


def abc_tunes(collection: str) -> list[Tune]:
    """Return every tune of one of music21's ABC collections, in the order of its files.

    Repeats are as written, once. The first call on a machine takes up to minutes, in several
    processes; later ones read a cache. Raises CorpusError if music21 or its corpus is missing.
    """
    pattern = f"{collection}/*.abc"
    tunes = _tunes(collection, pattern, tunes_in_file)
    keys = {
        f"{path.stem}/{number}": key
        for path in sorted(corpus_folder().glob(pattern))
        for number, key in stated_keys(path.read_text(encoding="utf-8", errors="replace")).items()
    }
    return [replace(tune, key=keys.get(tune.source, "")) for tune in tunes]


def chorale_tunes() -> list[Tune]:
    """Return the sopranos of Bach's chorales, named by the Bach catalogue; as `abc_tunes`."""
    return _tunes("chorales", "bach/bwv*.mxl", soprano_in_file)


def _tunes(name: str, pattern: str, read_file: Callable[[Path], Found]) -> list[Tune]:
    read = partial(_read_files, name, corpus_folder(), pattern, read_file)
    return cached(name, str(_music21().__version__), read)


def corpus_folder() -> Path:
    """Return the folder of music21's own corpus, which may be missing."""
    return Path(_music21().__file__).parent / "corpus"


def _music21() -> Any:
    try:
        return load_music21()
    except NotationError:
        raise CorpusError(
            "reading tunes needs music21; install it with: pip install 'antiphon[train]'"
        ) from None


def _read_files(
    name: str, folder: Path, pattern: str, read_file: Callable[[Path], Found]
) -> list[Tune]:
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise CorpusError(
            f"music21 is installed without its corpus {name}; reinstall it from PyPI: "
            "pip install --force-reinstall music21"
        )
    tunes: list[Tune] = []
    broken: list[str] = []
    for found, failed in in_processes(read_file, paths, name):
        tunes += found
        broken += failed
    for failure in broken:
        log.info("skipped %s", failure)
    if broken:
        log.warning("%s: %d tunes skipped, %d read", name, len(broken), len(tunes))
    return tunes


def tunes_in_file(path: Path) -> Found:
    """Return the tunes of an ABC file, and for each that cannot be read a line that says why."""
    file = _music21().abcFormat.ABCFile()
    file.open(path)
    try:
        handlers = file.read().splitByReferenceNumber()
    except Exception as error:  # music21 raises what its parsers raise
        return [], [f"{path.name}: {in_one_line(error)}"]
    finally:
        file.close()
    tunes: list[Tune] = []
    broken: list[str] = []
    for number, handler in handlers.items():
        source = f"{path.stem}/{number}"
        try:
            tunes.append(_abc_tune(source, handler))
        except Exception as error:  # music21 raises what its parsers raise
            broken.append(f"{source}: {in_one_line(error)}")
    return tunes, broken


def _abc_tune(source: str, handler: Any) -> Tune:
    score = _music21().abcFormat.translate.abcToStreamScore(handler)
    heading = Heading(handler.getTitle() or "", _first_field(handler, "N"))
    return tune_of_part(source, heading, score.parts[0])


def _first_field(handler: Any, tag: str) -> str:
    fields = (token for token in handler.tokens if getattr(token, "tag", None) == tag)
    return next((str(field.data) for field in fields), "").strip()


def soprano_in_file(path: Path) -> Found:
    """Return the soprano of a chorale in MusicXML; nothing where no part is named so."""
    try:
        score = _music21().converter.parse(path, forceSource=True)
        sopranos = [part for part in score.parts if "soprano" in str(part.partName).lower()]
        return [
            tune_of_part(path.stem, Heading(path.stem, path.stem), part) for part in sopranos[:1]
        ], []
    except Exception as error:  # music21 raises what its parsers raise
        return [], [f"{path.name}: {in_one_line(error)}"]
