"""What a mind believes before it has heard a player, as a file that is shipped with the weights.

Knows the file's format; does not know how it was learned.
"""

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from antiphon_models.anticipation import Anticipation
from antiphon_models.mixture import Start
from antiphon_models.music.motif import LONGEST_MATCH
from antiphon_models.recollection import VOTERS
from antiphon_models.weights_file import MEND, WeightsError

FORMAT = 1
SHIPPED = "anticipation.json"


def read_anticipation(path: Path | None = None) -> Anticipation:
    """Return the anticipation at `path`, or the one shipped; WeightsError if it is unfit."""
    source = path or resources.files("antiphon_models.weights") / SHIPPED
    try:
        content = json.loads(source.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ValueError(f"its format is {content['format']}, not {FORMAT}")
        return Anticipation(_start(content["when"]), _start(content["what"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise WeightsError(f"{path or SHIPPED}: no anticipation ({reason}); {MEND}") from None


def write_anticipation(path: Path, when: Start, what: Start, facts: Mapping[str, Any]) -> None:
    """Write what two mixtures begin with, and the `facts` of how that was learned, as JSON."""
    content = {"format": FORMAT, **facts, "when": _rounded(when), "what": _rounded(what)}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _start(content: Mapping[str, Any]) -> Start:
    weights, gradients = (_row(content[key], 1 + VOTERS) for key in ("weights", "gradients"))
    tries, hits = (_table(content[key]) for key in ("tries", "hits"))
    if min(gradients) <= 0.0:
        raise ValueError("a gradient is not above 0")
    return Start(weights, gradients, tries, hits)


def _table(rows: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    if len(rows) != VOTERS:
        raise ValueError(f"it has {len(rows)} voters, not {VOTERS}")
    return tuple(_row(row, LONGEST_MATCH + 1) for row in rows)


def _row(numbers: Sequence[float], length: int) -> tuple[float, ...]:
    if len(numbers) != length:
        raise ValueError(f"a row has {len(numbers)} numbers, not {length}")
    return tuple(map(float, numbers))


def _rounded(start: Start) -> dict[str, Any]:
    def rounded(numbers: Sequence[float] | None) -> list[float]:
        return [round(number, 4) for number in numbers or ()]

    return {
        "weights": rounded(start.weights),
        "gradients": rounded(start.gradients),
        "tries": [rounded(row) for row in start.tries or ()],
        "hits": [rounded(row) for row in start.hits or ()],
    }
