"""The taste that was learned, as a file on disk; whoever plays picks it up from there.

Knows the file's format; knows nothing of how a taste is learned or used.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from antiphon_engine.core.traits import untold
from antiphon_engine.errors import UserError
from antiphon_engine.new_file import write_new_file
from antiphon_models.learned_taste import LearnedTaste

VERSION = 1
# Fewer marks of either kind teach nothing yet.
FEWEST = 4
MEND = "'antiphon train taste' learns it anew"


class TasteError(UserError):
    """A file that holds no taste that can be used; the line says why and what to do."""


@dataclass(frozen=True, slots=True)
class KeptTaste:
    """A taste with what is told of it.

    `skill` is how well held-out marks were told, 0.5 by chance. With `since`, earlier marks were
    forgotten and do not count.
    """

    taste: LearnedTaste = field(default_factory=LearnedTaste)
    skill: float = 0.5
    since: datetime | None = None


def write_taste(path: Path, kept: KeptTaste) -> None:
    """Put `kept` in place of what was learned before; NewFileError where it cannot be written."""
    taste = kept.taste
    told = {
        "type": "taste",
        "version": VERSION,
        "since": kept.since.isoformat() if kept.since else None,
        "good": taste.good,
        "bad": taste.bad,
        "skill": kept.skill,
        "weights": dict(taste.weights),
    }
    text = json.dumps(told, indent=1, allow_nan=False) + "\n"
    write_new_file(path, text.encode(), may_replace=True)


def read_taste(path: Path) -> KeptTaste:
    """Return what `path` holds; nothing learned where there is no file, TasteError if damaged."""
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return KeptTaste()
    except OSError as error:
        raise TasteError(f"{path}: cannot be read: {error.strerror}; {MEND}") from None
    except (ValueError, RecursionError):
        raise TasteError(f"{path}: is damaged; {MEND}") from None
    if not isinstance(told, dict) or told.get("type") != "taste":
        raise TasteError(f"{path}: holds no taste; {MEND}")
    if (version := told.get("version")) != VERSION:
        raise TasteError(f"{path}: is of version {version!r:.20}, not {VERSION}; {MEND}")
    try:
        kept = _kept(told)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise TasteError(f"{path}: is damaged; {MEND}") from None
    if unknown := untold(kept.taste):
        raise TasteError(f"{path}: weighs '{unknown[0]}', which is not known here; {MEND}")
    return kept


def _kept(told: Mapping[str, Any]) -> KeptTaste:
    weights = {name: float(weight) for name, weight in dict(told["weights"]).items()}
    since = datetime.fromisoformat(told["since"]) if told["since"] else None
    taste = LearnedTaste(weights, int(told["good"]), int(told["bad"]))
    return KeptTaste(taste, float(told["skill"]), since and _in_a_zone(since))


def _in_a_zone(time: datetime) -> datetime:
    return time if time.tzinfo else time.astimezone()
