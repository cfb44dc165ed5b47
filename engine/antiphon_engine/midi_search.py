"""The MIDI files that some paths stand for: files as they are named, folders through and through.

Knows names of files; does not open any.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIXES = (".mid", ".midi")


def midi_paths(paths: Iterable[Path]) -> list[Path]:
    """Return every file among `paths`, whatever its suffix, and every MIDI file in the folders.

    In the order of `paths`, within a folder by name; none twice. Hidden files and links to
    folders are passed over; what is not there is returned, so that its reader can say so.
    """
    found = (each for path in paths for each in (_within(path) if path.is_dir() else [path]))
    return list(dict.fromkeys(found))


def _within(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(place) / name
