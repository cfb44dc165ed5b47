"""A file that appears whole or not at all, and in nobody's place.

Knows paths and bytes only.
"""

import os
import tempfile
from pathlib import Path

from antiphon_engine.errors import UserError


class NewFileError(UserError):
    """A file that cannot be written, or one that is there already."""


def write_new_file(path: Path, content: bytes, may_replace: bool = False) -> None:
    """Write `content` beside `path` and rename it into place.

    NewFileError, with nothing changed, where a file of this name is there already and
    `may_replace` is false, or where the folder takes none.
    """
    refuse_existing(path, may_replace)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        _into_place(Path(beside), path, may_replace)
    except OSError as error:
        raise _cannot_write(path, error) from None
    finally:
        Path(beside).unlink(missing_ok=True)


def free_path(path: Path) -> Path:
    """Return `path`, or where that is taken the first of "name 2.mid", "name 3.mid" that is not."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


def refuse_existing(path: Path, may_replace: bool = False) -> None:
    """Raise NewFileError where a file would be replaced that may not be: before the long work."""
    if path.exists() and not may_replace:
        raise NewFileError(f"{path}: is there already; choose another name or add --force")


def _into_place(beside: Path, path: Path, may_replace: bool) -> None:
    # Temporary files are private; what a musician keeps has the rights of any new file.
    mask = os.umask(0)
    os.umask(mask)
    beside.chmod(0o666 & ~mask)
    if may_replace:
        beside.replace(path)
        return
    try:
        # Unlike a rename, a link fails if somebody else has taken the name in the meantime.
        os.link(beside, path)
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError:
        # Some file systems have no links.
        refuse_existing(path)
        beside.rename(path)


def _cannot_write(path: Path, error: OSError) -> NewFileError:
    return NewFileError(f"{path}: cannot be written: {error.strerror}; choose another folder")
