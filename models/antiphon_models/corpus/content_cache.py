"""What was found in a file, kept on this machine by the file's content.

Knows the kept files' format; knows nothing of how music is read. A changed file is another
content, so that it alone is read again, and so is a file that a run was stopped at.
"""

import hashlib
import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from antiphon_models.corpus.reading import Reading, Rejection
from antiphon_models.corpus.tune import Tune
from antiphon_models.corpus.tune_cache import cache_folder

log = logging.getLogger(__name__)
# Count up whenever a reader would find something else in the same content.
READER_VERSION: Final = 1


def content_key(content: bytes, reader: str, library: str) -> str:
    """Return what tells this content, read by this reader on this version of its library."""
    digest = hashlib.sha256(content).hexdigest()
    return f"{digest}-{reader}-{library}-{READER_VERSION}"


def kept_reading(key: str) -> Reading | None:
    """Return what was kept for `key`; None if nothing, or nothing that can be used."""
    path = _place(key)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Reading(
            tuple(_tune(tune) for tune in kept["tunes"]),
            tuple(Rejection(**rejection) for rejection in kept["rejections"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        log.warning("%s: cannot be read, so the file is read anew: %s", path, error)
        return None


def keep_reading(key: str, reading: Reading) -> None:
    """Keep what was found; a cache that cannot be written is only slow."""
    path = _place(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.partial")
        partial.write_text(json.dumps(asdict(reading)), encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        log.warning("%s: cannot be written: %s", path, error)


def _place(key: str) -> Path:
    return cache_folder() / "files" / key[:2] / f"{key}.json"


def _tune(kept: dict[str, Any]) -> Tune:
    columns = {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    return Tune(**{**kept, **columns})
