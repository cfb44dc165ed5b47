"""How much a line surprises, in bits: the entropies by which papers/003 filters generated tracks.

Knows the notes of one line; does not know who made it or whether anyone liked it.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import fmean, median

from antiphon_models.music.notes import Note

# In notes, as in section 4 of the paper.
WINDOWS = (8, 16, 32, 64, 128)
# Half octaves of time: a dotted length is not a plain one, and what was played unevenly is no
# new one. The paper's lengths are multiples of the track's median, and so are these.
STEPS_AN_OCTAVE, SHORTEST = 2.0, 0.03
OCTAVE = 12

Symbols = Sequence[Hashable]


def entropies(notes: Sequence[Note], windows: Sequence[int] = WINDOWS) -> Mapping[str, float]:
    """Return the features of papers/003 for a line in order of onset, in bits, by name.

    The sliding windows are over notes with their octave, as the paper does not say of what. A
    line shorter than a window is one window itself; of fewer notes than are asked about, 0.0.
    """
    pitches = [note.pitch for note in notes]
    lengths = relative_lengths(notes)
    return {
        "notes": entropy([pitch % OCTAVE for pitch in pitches]),
        "note changes": entropy([(b - a) % OCTAVE for a, b in pairwise(pitches)]),
        "lengths": entropy(lengths),
        "length changes": entropy([b - a for a, b in pairwise(lengths)]),
        "octave notes": entropy(pitches),
        "octave note changes": entropy([b - a for a, b in pairwise(pitches)]),
        **dict(_of_windows(pitches, windows)),
    }


def entropy(symbols: Symbols) -> float:
    """Return the Shannon entropy of `symbols`, in bits; 0.0 for none."""
    total = len(symbols)
    if not total:
        return 0.0
    spread = sum(_weighed(count) for count in Counter(symbols).values())
    return max(math.log2(total) - spread / total, 0.0)


def sliding_entropies(symbols: Symbols, width: int) -> list[float]:
    """Return the entropy of each window of `width` symbols, in bits; of all of them if fewer.

    The work for a window does not grow with its width.
    """
    width = min(width, len(symbols))
    if not width:
        return [0.0]
    counts = Counter(symbols[:width])
    spread = sum(_weighed(count) for count in counts.values())
    found = [spread]
    for leaving, entering in zip(symbols, symbols[width:], strict=False):
        spread += _weighed(counts[leaving] - 1) - _weighed(counts[leaving])
        counts[leaving] -= 1
        spread += _weighed(counts[entering] + 1) - _weighed(counts[entering])
        counts[entering] += 1
        found.append(spread)
    return [max(math.log2(width) - spread / width, 0.0) for spread in found]


def relative_lengths(notes: Sequence[Note]) -> list[int]:
    """Return each note's length as half octaves above the line's median one.

    A length is the time until the next onset, of the last note its duration.
    """
    if not notes:
        return []
    iois = [after.onset - before.onset for before, after in pairwise(notes)]
    seconds = [max(each, SHORTEST) for each in (*iois, notes[-1].duration)]
    middle = median(seconds)
    return [round(STEPS_AN_OCTAVE * math.log2(each / middle)) for each in seconds]


def _of_windows(pitches: Sequence[int], windows: Sequence[int]) -> Iterator[tuple[str, float]]:
    of_width = {width: sliding_entropies(pitches, width) for width in windows}
    yield from ((f"least of {width}", min(found)) for width, found in of_width.items())
    yield from ((f"mean of {width}", fmean(found)) for width, found in of_width.items())


def _weighed(count: int) -> float:
    return count * math.log2(count) if count else 0.0
