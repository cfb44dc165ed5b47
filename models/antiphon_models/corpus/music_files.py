"""Which files a source holds, and what is in each: from the cache, or read in several processes.

Knows folders, links and sizes; knows formats by their names only.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Final

from antiphon_models.corpus.content_cache import content_key, keep_reading, kept_reading
from antiphon_models.corpus.midi_tracks import MOST_BYTES
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.reading import (
    NO_MUSIC,
    TOO_LARGE,
    UNREADABLE,
    Reading,
    Rejection,
    in_one_line,
)
from antiphon_models.corpus.score_formats import format_of, tunes_in


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read files: its name, and a module's own function of path and content."""

    name: str
    read: Callable[[Path, bytes], Reading]


def _score(path: Path, content: bytes) -> Reading:
    return tunes_in(content, format_of(path) or "")


SCORES: Final = Reader("score", _score)


@dataclass(frozen=True, slots=True)
class MusicFile:
    """A file, and the name that it has within its source."""

    path: Path
    name: str


def music_files(root: Path) -> tuple[list[MusicFile], list[Rejection]]:
    """Return the files below `root` that are music by their suffix, and folders that are shut.

    Links are followed, but no folder is entered twice. A file that is named itself comes back
    whatever its suffix.
    """
    if not root.is_dir():
        return [MusicFile(root, root.name)], []
    shut: list[Rejection] = []

    def closed(error: OSError) -> None:
        shut.append(Rejection(str(error.filename), UNREADABLE, error.strerror or str(error)))

    found = [
        MusicFile(path, path.relative_to(root).as_posix())
        for folder, names in _folders(root, closed)
        for path in (Path(folder, name) for name in names)
        if format_of(path)
    ]
    return sorted(found, key=lambda file: file.name), shut


def _folders(root: Path, closed: Callable[[OSError], None]) -> Iterator[tuple[str, list[str]]]:
    entered = {_identity(root)}
    for folder, below, names in os.walk(root, onerror=closed, followlinks=True):
        # Narrowed in place: that is how os.walk is told where not to go. Of a folder and a link to
        # it the folder goes first, so that its files have one name on every machine.
        below.sort(key=lambda name: (Path(folder, name).is_symlink(), name))
        below[:] = [name for name in below if _is_new(Path(folder, name), entered)]
        yield folder, names


def _is_new(folder: Path, entered: set[tuple[int, int] | None]) -> bool:
    identity = _identity(folder)
    is_new = identity not in entered
    entered.add(identity)
    return is_new


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def read_files(
    files: Sequence[MusicFile], label: str, reader: Reader = SCORES
) -> Iterator[tuple[MusicFile, Reading]]:
    """Yield each file with what is in it, in order; `label` names the progress bar.

    What was read before, and has not changed, is not read again. Raises CorpusError only if
    music21 is missing.
    """
    kept = [_kept(file, reader) for file in files]
    fresh = [file for file, reading in zip(files, kept, strict=True) if reading is None]
    read = in_processes(partial(_read, reader), fresh, label)
    for file, reading in zip(files, kept, strict=True):
        found = next(read) if reading is None else reading
        yield file, found.named(str(PurePosixPath(file.name).with_suffix("")), file.name)


def _kept(file: MusicFile, reader: Reader) -> Reading | None:
    content = _content(file)
    return content if isinstance(content, Reading) else kept_reading(_key(file, content, reader))


def _read(reader: Reader, file: MusicFile) -> Reading:
    content = _content(file)
    if isinstance(content, Reading):
        return content
    reading = reader.read(file.path, content)
    # Kept by the process that read it: what is done stays done, wherever the run is stopped.
    keep_reading(_key(file, content, reader), reading)
    return reading


def _content(file: MusicFile) -> bytes | Reading:
    """Return what the file holds, or why it is not even opened."""
    try:
        if format_of(file.path) is None or (file.path.exists() and not file.path.is_file()):
            return _rejected(NO_MUSIC)
        if file.path.stat().st_size > MOST_BYTES:
            return _rejected(TOO_LARGE, f"larger than {MOST_BYTES // 1_000_000} MB")
        return file.path.read_bytes()
    except OSError as error:
        return _rejected(UNREADABLE, error.strerror or in_one_line(error))


def _rejected(reason: str, detail: str = "") -> Reading:
    return Reading(rejections=(Rejection("", reason, detail),))


def _key(file: MusicFile, content: bytes, reader: Reader) -> str:
    form = format_of(file.path) or ""
    return content_key(content, f"{reader.name}-{form}", _library(form))


@cache
def _library(form: str) -> str:
    """Return the version of what parses the format, without the second that loading it takes."""
    try:
        return version("mido" if form == "midi" else "music21")
    except PackageNotFoundError:
        return "none"
