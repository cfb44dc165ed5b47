"""The folder of takes: what lies there, new names, and deleting that can be undone.

Knows files and names; knows nothing of music and no Qt.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from antiphon_engine.errors import UserError
from antiphon_engine.new_file import free_path

SUFFIX = ".mid"
# Deleted takes lie here until the undo is gone; hidden, so that no DAW's browser shows them.
ASIDE = ".deleted"
# The first names of renamed takes, which tell the session that they were cut from.
ORIGINS = ".origins.json"
_NOT_IN_NAMES = '\\/:*?"<>|'


class ShelfError(UserError):
    """A take that cannot be renamed, deleted or brought back; the text says why."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A deleted take, and where it lies until the undo is gone."""

    path: Path
    aside: Path


@dataclass(frozen=True, slots=True)
class TakeFile:
    """A take in the folder; `modified` in nanoseconds tells whether it has changed."""

    path: Path
    modified: int
    size: int = 0


@dataclass(slots=True)
class TakeShelf:
    """The takes in `folder`, which need not be there yet."""

    folder: Path
    _origins: dict[str, str] = field(default_factory=dict)
    _are_origins_read: bool = False

    def takes(self) -> list[TakeFile]:
        """Return the takes, the latest first."""
        found = []
        for path in self.folder.glob("*" + SUFFIX):
            try:
                about = path.stat()
            except OSError:
                continue
            found.append(TakeFile(path, about.st_mtime_ns, about.st_size))
        return sorted(found, key=lambda take: (-take.modified, take.path.name))

    def free(self, stem: str, suffix: str = SUFFIX) -> Path:
        """Return the path of a file of this name, with a number where it is taken."""
        return free_path(self.folder / f"{stem}{suffix}")

    def rename(self, path: Path, name: str) -> Path:
        """Give a take another name, without suffix, and return its path."""
        name = name.strip().removesuffix(SUFFIX).strip()
        if not name or name.startswith(".") or any(sign in _NOT_IN_NAMES for sign in name):
            raise ShelfError(f"“{name}” cannot be a file's name; leave out {_NOT_IN_NAMES}")
        renamed = path.with_name(name + SUFFIX)
        if renamed == path:
            return path
        # Where case makes no difference, a take is in nobody's way but its own.
        if renamed.exists() and not renamed.samefile(path):
            raise ShelfError(f"There is a take “{name}” already; choose another name")
        origin = self.origin(path)
        self._move(path, renamed)
        self._note_origin(renamed, origin)
        return renamed

    def remove(self, path: Path) -> Removed:
        """Put a take aside and return how to bring it back."""
        aside = self.folder / ASIDE / path.name
        self._move(path, aside)
        return Removed(path, aside)

    def restore(self, removed: Removed) -> Path:
        """Bring a deleted take back, under a name that is free, and return its path."""
        path = self.free(removed.path.stem)
        self._move(removed.aside, path)
        return path

    def forget(self, removed: Removed) -> None:
        """Delete for good: nothing brings it back."""
        removed.aside.unlink(missing_ok=True)

    def restore_left_aside(self) -> None:
        """Bring back what lies aside from a window that ended before its undo did."""
        for aside in (self.folder / ASIDE).glob("*" + SUFFIX):
            self.restore(Removed(self.folder / aside.name, aside))

    def origin(self, path: Path) -> str:
        """Return the name that a take had at first, which begins with its session's."""
        return self._read_origins().get(path.name, path.stem)

    def _note_origin(self, path: Path, origin: str) -> None:
        self._read_origins()[path.name] = origin
        here = {name: of for name, of in self._origins.items() if (self.folder / name).exists()}
        try:
            (self.folder / ORIGINS).write_text(json.dumps(here, indent=1), encoding="utf-8")
        except OSError:
            # Only what a row says beside the name depends on it.
            return

    def _read_origins(self) -> dict[str, str]:
        if not self._are_origins_read:
            self._are_origins_read = True
            try:
                read = json.loads((self.folder / ORIGINS).read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}
            if isinstance(read, Mapping):
                self._origins = {str(name): str(session) for name, session in read.items()}
        return self._origins

    def _move(self, path: Path, to: Path) -> None:
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            path.replace(to)
        except OSError as error:
            raise ShelfError(f"{path.name}: {error.strerror}; is it open elsewhere?") from None
