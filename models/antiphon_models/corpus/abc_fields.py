"""What an ABC file says of its tunes in fields, read without music21.

Knows the fields X: and K:; knows nothing of notes.
"""

import re
from typing import Final

_TUNE: Final = re.compile(r"^X:\s*(\d+)", re.MULTILINE)
_KEY: Final = re.compile(r"^K:[ \t]*([^%\n\r]*)", re.MULTILINE)


def stated_keys(text: str) -> dict[int, str]:
    """Return the first K: field of each tune by its number X:, without remarks.

    Of tunes with one number the last counts, as music21 has it.
    """
    starts = [*_TUNE.finditer(text)]
    ends = [start.start() for start in starts[1:]] + [len(text)]
    keys: dict[int, str] = {}
    for start, end in zip(starts, ends, strict=False):
        found = _KEY.search(text, start.end(), end)
        keys[int(start[1])] = found[1].strip() if found else ""
    return keys
