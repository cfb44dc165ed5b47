"""Listeners that a program can ask: each likes an answer by one rule, said in its name.

Knows notes; knows nothing of traits, so that what is learned of a listener is learned by ear.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from random import Random

from antiphon_models.music.notes import Note

# Whether an answer to a phrase is liked; the dice are for those who change their mind.
Listener = Callable[[Sequence[Note], Sequence[Note], Random], bool]

LEAP = 3.2
DISTINCT = 0.6
MISTAKEN = 0.2


def likes_leaps(phrase: Sequence[Note], answer: Sequence[Note], dice: Random) -> bool:
    """Return whether its notes are on average more than LEAP semitones apart."""
    del phrase, dice
    leaps = [abs(after.pitch - before.pitch) for before, after in pairwise(answer)]
    return sum(leaps) > LEAP * len(leaps)


def likes_long_notes(phrase: Sequence[Note], answer: Sequence[Note], dice: Random) -> bool:
    """Return whether its notes are longer, on average, than those of the phrase."""
    del dice
    return _mean_duration(answer) > _mean_duration(phrase)


def likes_falling(phrase: Sequence[Note], answer: Sequence[Note], dice: Random) -> bool:
    """Return whether it ends lower than it began."""
    del phrase, dice
    return answer[-1].pitch < answer[0].pitch


def likes_variety(phrase: Sequence[Note], answer: Sequence[Note], dice: Random) -> bool:
    """Return whether more than DISTINCT of its notes have a pitch of their own."""
    del phrase, dice
    return len({note.pitch for note in answer}) > DISTINCT * len(answer)


def often_likes_leaps(phrase: Sequence[Note], answer: Sequence[Note], dice: Random) -> bool:
    """Return what the one who likes leaps says, and the opposite in MISTAKEN of all cases."""
    return likes_leaps(phrase, answer, dice) != (dice.random() < MISTAKEN)


def tosses_a_coin(phrase: Sequence[Note], answer: Sequence[Note], dice: Random) -> bool:
    """Return anything."""
    del phrase, answer
    return dice.random() < 0.5


# Who marks, and by what rule it is counted whether the marks were followed.
LISTENERS: Mapping[str, tuple[Listener, Listener]] = {
    "likes leaps": (likes_leaps, likes_leaps),
    "likes long notes": (likes_long_notes, likes_long_notes),
    "likes lines that fall": (likes_falling, likes_falling),
    "likes variety": (likes_variety, likes_variety),
    "likes leaps, one mark in five is wrong": (often_likes_leaps, likes_leaps),
    "tosses a coin": (tosses_a_coin, likes_leaps),
}


def _mean_duration(notes: Sequence[Note]) -> float:
    return sum(note.duration for note in notes) / max(len(notes), 1)
