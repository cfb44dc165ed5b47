"""Prompts: a stretch of a held-out piece to answer, and what the musician really played next.

Knows where pieces breathe and how long an answer is; knows no file and no answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from antiphon_models.corpus.piece import Piece
from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase

# What is heard before the phrase, so that there is a player to know; in notes.
HEARD_BEFORE = 128
SHORTEST, LONGEST, TYPICAL = 8, 24, 16
# As many notes as the answer to the longest phrase can have.
EXCERPT = 2 * LONGEST + 2
# The end of a phrase is looked for this many notes before and after the places tried.
LEEWAY = 8
# A piece is tried at every so many notes, once this many have been heard.
STRIDE, FIRST = 16, 40
# Onsets closer than this are one chord; a silence longer than that is the end, not a breath.
CHORD, PAUSE = 0.025, 4.0
FEWEST_FOLLOWING = 6
# Intervals that differ by less are alike, in seconds.
ALIKE = 1e-3
# The engine ends an answer this much before its time is over, in seconds.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Prompt:
    """A `phrase` to answer, what was played `before` it, and what really came after (`following`).

    `name` is the style, the piece and the number of the note after the phrase. Times are the
    piece's, in seconds.
    """

    name: str
    style: str
    before: Phrase
    phrase: Phrase
    following: Phrase

    @property
    def heard(self) -> tuple[Note, ...]:
        """All that the one who answers has heard, in order of onset."""
        return self.before.notes + self.phrase.notes


def prompts_of(pieces: Sequence[Piece], count: int, seed: int) -> list[Prompt]:
    """Return `count` prompts, as many of each style, or as many as there are.

    For the same pieces and seed the prompts of a smaller count are among those of a larger.
    """
    styles = sorted({piece.style for piece in pieces})
    chosen: list[Prompt] = []
    for number, style in enumerate(styles):
        share = count * (number + 1) // len(styles) - count * number // len(styles)
        of_style = [piece for piece in pieces if piece.style == style]
        chosen += _first(share, _shuffled(of_style, Random(f"{seed}/{style}")))
    return chosen


def _first(count: int, prompts: Iterable[Prompt]) -> list[Prompt]:
    found: dict[str, Prompt] = {}
    for prompt in prompts:
        if len(found) == count:
            break
        # Two places tried may lead to one breath.
        found.setdefault(prompt.name, prompt)
    return list(found.values())


def _shuffled(pieces: Sequence[Piece], rng: Random) -> Iterator[Prompt]:
    places = [
        (piece, place) for piece in pieces for place in range(FIRST, len(piece.notes), STRIDE)
    ]
    rng.shuffle(places)
    return (prompt for piece, place in places if (prompt := prompt_at(piece, place)))


def prompt_at(piece: Piece, place: int) -> Prompt | None:
    """Return the prompt that ends where `piece` breathes near note number `place`, if any.

    The phrase ends before the longest inter-onset interval within LEEWAY notes, and begins
    after the longest one of SHORTEST to LONGEST notes earlier; of equal ones the middlemost
    counts. None where the music pauses, or too little follows.
    """
    notes = piece.notes
    end = _breath(notes, range(max(place - LEEWAY, 1), min(place + LEEWAY + 1, len(notes))), place)
    places = range(max(end - LONGEST, 1), end - SHORTEST + 1)
    if not places:
        return None
    start = _breath(notes, places, end - TYPICAL)
    phrase = Phrase(notes[start:end])
    following = as_long_as(phrase, notes[end:])
    if len(following) < FEWEST_FOLLOWING or not _flows(notes[start : end + len(following)]):
        return None
    if not notes[end].onset - notes[end - 1].onset >= CHORD:
        return None
    before = Phrase(notes[max(start - HEARD_BEFORE, 0) : start])
    return Prompt(f"{piece.style}/{piece.name}/{end}", piece.style, before, phrase, following)


def as_long_as(phrase: Phrase, notes: Sequence[Note]) -> Phrase:
    """Return as much of `notes` as an answer that matches `phrase` in length would hold.

    That is the engine's rule for `answer_length` match: onsets within the phrase's span, and
    at most twice its notes and two.
    """
    most = 2 * len(phrase) + 2
    latest = notes[0].onset + phrase.span if notes else 0.0
    return Phrase(tuple(note for note in notes[:most] if note.onset < latest - ROUNDING))


def excerpt(piece: Piece, place: int) -> tuple[Note, ...]:
    """Return what follows the longest breath of `piece` near note number `place`."""
    last = min(place + LEEWAY + 1, len(piece.notes))
    start = _breath(piece.notes, range(max(place - LEEWAY, 1), last), place)
    return piece.notes[start : start + EXCERPT]


def _breath(notes: Sequence[Note], places: range, near: int) -> int:
    """Return the place before which the interval is longest; of equal ones, that nearest."""

    def length(place: int) -> tuple[int, int]:
        ioi = notes[place].onset - notes[place - 1].onset
        return round(ioi / ALIKE), -abs(place - near)

    return max(places, key=length)


def _flows(notes: Sequence[Note]) -> bool:
    return max(Phrase(tuple(notes)).inter_onset_intervals) <= PAUSE
