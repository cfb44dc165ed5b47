"""A tune as notation has it, in quarter lengths, and as a piece in seconds.

Knows titles and tempi; knows no file format and no music21.
"""

import re
from dataclasses import dataclass
from random import Random

from antiphon_models.corpus.piece import Piece
from antiphon_models.music.notes import Note

KINDS = (
    *("reel", "jig", "hornpipe", "strathspey", "clog", "waltz", "march", "air", "polka"),
    *("slow", "slip", "single", "double", "minuet", "gigue", "country dance", "quickstep"),
)
_NUMBER = re.compile(r"\b(?:no|set|nr)?\.?\s*(?:\d+(?:st|nd|rd|th)?|[ivx]+)\b\.?")
_KIND = re.compile(rf"\b(?:{'|'.join(KINDS)})s?\b")


@dataclass(frozen=True, slots=True)
class Tune:
    """A melody by onset, three columns of one length, onset and duration in quarter lengths.

    `source` names file and number in it (`0001-0050/7`); `catalogue` is the collection's own
    number of the song where it has one. `key` is what the file says of its key, in the words of
    ABC (`G`, `Bb`, `F#m`, `Ador`), nothing where it says none. `written` holds the different
    durations of its notes and rests as they stand in the score, where a tied note is two; `part`
    counts the parts of a score from 0, the highest first.
    """

    source: str
    title: str
    catalogue: str
    pitch: tuple[int, ...]
    onset: tuple[float, ...]
    duration: tuple[float, ...]
    key: str = ""
    written: tuple[float, ...] = ()
    part: int = 0


def family(title: str) -> str:
    """Return what the titles of a tune's variants have in common.

    That is the title without numbers, articles, punctuation and what dance it is; all of
    the title's letters where nothing else would be left.
    """
    plain = title.lower().replace("'", "")
    words = re.sub(r"[^\w ]+|_", " ", _KIND.sub(" ", _NUMBER.sub(" ", plain))).split()
    kept = [word for word in words if word not in ("the", "a", "an")]
    return " ".join(kept) or " ".join(re.findall(r"\w+", plain))


def piece_of(tune: Tune, style: str, bpm: tuple[float, float], seed: int = 0) -> Piece:
    """Return the tune as a piece named by its family, without velocities.

    A score has no tempo, so each tune gets its own within `bpm` quarters a minute, the same
    for the same seed.
    """
    quarter = 60.0 / Random(f"{tune.source}/{seed}").uniform(*bpm)
    notes = tuple(
        Note(pitch, 64, onset * quarter, duration * quarter)
        for pitch, onset, duration in zip(tune.pitch, tune.onset, tune.duration, strict=True)
    )
    return Piece(family(tune.title) or tune.source, style, notes, has_velocity=False)
