"""In which key each tune is, by what its file says or by analysis.

Knows music21's analysis of keys, which it loads only when asked; knows no transposition.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from antiphon_models.corpus.notation import load_music21
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.transposition import krumhansl, third_rule
from antiphon_models.corpus.tune import Tune
from antiphon_models.music.key import Key

# Where a file states no key, the first of these cannot tell.
METHODS: Final = ("abc", "music21", "krumhansl")
FALLBACK: Final = "krumhansl"


def keys_of(tunes: Sequence[Tune], method: str) -> Iterator[tuple[Key | None, str]]:
    """Yield the key of each tune and by which of METHODS it was found, in order.

    `abc` takes the stated tonic and the longer third, and the FALLBACK where none is stated;
    `music21` analyses as papers/001 does, in several processes. The key is None where nothing can
    tell, as of a drum.
    """
    for tune, key in zip(tunes, _keys(tunes, method), strict=True):
        yield (key, method) if key is not None else (krumhansl(tune), FALLBACK)


def _keys(tunes: Sequence[Tune], method: str) -> Iterator[Key | None]:
    rules: dict[str, Callable[[Tune], Key | None]] = {"abc": third_rule, "krumhansl": krumhansl}
    if method in rules:
        yield from map(rules[method], tunes)
    else:
        yield from in_processes(music21_key, tunes, "keys")


def music21_key(tune: Tune) -> Key | None:
    """Return the key that music21's analysis finds; None where it finds none.

    Its profiles are those of Aarden, learned from the Essen collection.
    """
    music21 = load_music21()
    line = music21.stream.Part()
    for pitch, onset, duration in zip(tune.pitch, tune.onset, tune.duration, strict=True):
        line.insert(onset, music21.note.Note(pitch, quarterLength=duration))
    try:
        found = line.analyze("key")
    except music21.analysis.discrete.DiscreteAnalysisException:
        return None
    return Key(found.tonic.pitchClass, found.mode == "major", float(found.correlationCoefficient))
