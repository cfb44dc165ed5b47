"""Tunes that took minutes to read, kept in the user's cache folder as columns of numbers.

Knows the cache's file format; knows nothing of where tunes come from.
"""

import logging
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import platformdirs

from antiphon_models.corpus.tune import Tune

log = logging.getLogger(__name__)
# Count up whenever the readers would find other tunes in the same files.
READER_VERSION = 1


def cache_folder() -> Path:
    """Return where tunes are kept on this machine."""
    return platformdirs.user_cache_path("antiphon", appauthor=False) / "tunes"


def cached(name: str, version: str, read: Callable[[], list[Tune]]) -> list[Tune]:
    """Return the tunes kept as `name` for `version` of their source, or those that `read` finds.

    A cache that cannot be read or written is only slow.
    """
    path = cache_folder() / f"{name}-{version}-{READER_VERSION}.npz"
    try:
        return load_tunes(path)
    except FileNotFoundError:
        pass
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        log.warning("%s: cannot be read, so the tunes are read anew: %s", path, error)
    tunes = read()
    try:
        save_tunes(path, tunes)
    except OSError as error:
        log.warning("%s: cannot be written: %s", path, error)
    return tunes


def save_tunes(path: Path, tunes: Sequence[Tune]) -> None:
    """Write the tunes, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        np.savez_compressed(
            file,
            source=np.array([tune.source for tune in tunes], dtype=str),
            title=np.array([tune.title for tune in tunes], dtype=str),
            catalogue=np.array([tune.catalogue for tune in tunes], dtype=str),
            length=np.array([len(tune.pitch) for tune in tunes], dtype=np.int64),
            pitch=np.array([pitch for tune in tunes for pitch in tune.pitch], dtype=np.uint8),
            onset=np.array([onset for tune in tunes for onset in tune.onset]),
            duration=np.array([length for tune in tunes for length in tune.duration]),
        )
    partial.replace(path)


def load_tunes(path: Path) -> list[Tune]:
    """Return the tunes in the file.

    Raises what numpy does: OSError, EOFError, ValueError, KeyError or BadZipFile.
    """
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        columns = {name: kept[name].tolist() for name in kept.files}
    ends = pairwise(accumulate(columns["length"], initial=0))
    names = zip(columns["source"], columns["title"], columns["catalogue"], strict=True)
    return [
        Tune(
            *name,
            tuple(columns["pitch"][start:stop]),
            tuple(columns["onset"][start:stop]),
            tuple(columns["duration"][start:stop]),
        )
        for name, (start, stop) in zip(names, ends, strict=True)
    ]
