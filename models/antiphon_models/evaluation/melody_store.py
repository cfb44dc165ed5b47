"""What long parts of a study have found, kept on disk, so that a second run goes on.

Knows keys and tables; does not know how they were made.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import BadZipFile

import numpy as np

from antiphon_models.evaluation.mixing import Table

# All that the outcome depends on, as JSON has it: another setting is another key.
Key: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MelodyStore:
    """A folder with one file for each key."""

    folder: Path

    def has(self, key: Key) -> bool:
        """Whether tables are kept for the key."""
        return self._path(key).exists()

    def load(self, key: Key) -> list[Table] | None:
        """Return the tables kept for the key; None if there are none that can be read."""
        path = self._path(key)
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                ends = list(accumulate(kept["lengths"].tolist()))
                return np.split(kept["chances"], ends[:-1])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            path.unlink(missing_ok=True)
            return None

    def save(self, key: Key, tables: Sequence[Table]) -> None:
        """Keep one melody's table or more, whole or not at all."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            np.savez_compressed(
                file,
                chances=np.concatenate(tables).astype(np.float32),
                lengths=np.array([len(table) for table in tables]),
            )
        partial.replace(path)

    def _path(self, key: Key) -> Path:
        text = json.dumps(key, sort_keys=True)
        return self.folder / f"{sha256(text.encode()).hexdigest()[:32]}.npz"
