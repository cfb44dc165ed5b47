"""Answers that any partner should beat: the phrase again, another's phrase, dice, motifs alone.

Knows prompts and a digest of the training pieces; knows no network and no engine.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from antiphon_models.corpus.piece import Piece
from antiphon_models.evaluation.markov import VELOCITY, StyleCounts, markov_line
from antiphon_models.evaluation.prompts import EXCERPT, Prompt, as_long_as, excerpt
from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase, phrase_of

# So many excerpts of each training piece are kept to be drawn from.
EXCERPTS = 4
# The fewest notes alike that make a motif: of the same pitches, and of the same intervals.
SAME_PITCHES, SAME_INTERVALS = 3, 4


@dataclass(slots=True)
class Repertoire:
    """What the baselines know of the training pieces: by style, excerpts and counts."""

    excerpts: defaultdict[str, list[tuple[Note, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    counts: defaultdict[str, StyleCounts] = field(default_factory=lambda: defaultdict(StyleCounts))

    def learn(self, piece: Piece) -> None:
        """Take in a training piece of at least two notes."""
        rng = Random(piece.name)
        self.counts[piece.style].learn(piece.notes)
        for _ in range(EXCERPTS):
            place = rng.randrange(1, max(len(piece.notes) - EXCERPT, 2))
            self.excerpts[piece.style].append(excerpt(piece, place))


Baseline = Callable[[Prompt, Repertoire, Random], Phrase]


def phrase_again(prompt: Prompt, repertoire: Repertoire, rng: Random) -> Phrase:
    """Return the phrase as it was played."""
    del repertoire, rng
    return prompt.phrase


def random_phrase(prompt: Prompt, repertoire: Repertoire, rng: Random) -> Phrase:
    """Return what follows a breath in some training piece of the prompt's style."""
    return as_long_as(prompt.phrase, rng.choice(repertoire.excerpts[prompt.style]))


def markov(prompt: Prompt, repertoire: Repertoire, rng: Random) -> Phrase:
    """Return what a first-order Markov player of both pitch and rhythm goes on with."""
    counts = repertoire.counts[prompt.style]
    line = markov_line(prompt.heard, counts, rng, 2 * len(prompt.phrase) + 2)
    return as_long_as(prompt.phrase, line)


def motifs_alone(prompt: Prompt, repertoire: Repertoire, rng: Random) -> Phrase:
    """Return, note by note, what followed the longest match in what was heard.

    Same pitches, or as many more of the same intervals in another key; the newest of equally
    long ones; with its own rhythm. Where nothing matches, the phrase from its beginning on.
    """
    del repertoire, rng
    heard, line = prompt.heard, list(prompt.heard)
    spare = 0
    for _ in range(2 * len(prompt.phrase) + 2):
        end, shift = _longest_match(heard, [note.pitch for note in line])
        if end is None:
            note, ioi = prompt.phrase.notes[spare], _ioi(prompt.phrase.notes, spare)
            spare = (spare + 1) % len(prompt.phrase)
        else:
            note, ioi = heard[end + 1], _ioi(heard, end + 1)
        pitch = note.pitch + shift
        line.append(replace(note, pitch=pitch, onset=line[-1].onset + ioi))
    return as_long_as(prompt.phrase, line[len(heard) :])


def dice(prompt: Prompt, repertoire: Repertoire, rng: Random) -> Phrase:
    """Return notes of any pitch, interval and duration between the least and the most heard."""
    del repertoire
    pitches = [note.pitch for note in prompt.heard]
    durations = [note.duration for note in prompt.heard]
    iois = Phrase(prompt.heard).inter_onset_intervals
    onset, line = 0.0, []
    for _ in range(2 * len(prompt.phrase) + 2):
        pitch = rng.randint(min(pitches), max(pitches))
        duration = rng.uniform(min(durations), max(durations))
        line.append(Note(pitch, VELOCITY, onset, duration))
        onset += rng.uniform(min(iois), max(iois))
    return as_long_as(prompt.phrase, phrase_of(line).notes)


BASELINES: Mapping[str, Baseline] = {
    "phrase again": phrase_again,
    "random phrase": random_phrase,
    "markov": markov,
    "motifs alone": motifs_alone,
    "dice": dice,
}


def _ioi(notes: Sequence[Note], at: int) -> float:
    """The interval before a note; before the first, that after it."""
    at = max(at, 1)
    return notes[at].onset - notes[at - 1].onset


def _longest_match(heard: Sequence[Note], line: Sequence[int]) -> tuple[int | None, int]:
    """Where in `heard` the longest match of the end of `line` ends, and how far it is moved."""
    pitches = [note.pitch for note in heard]
    best: tuple[int, int] | None = None
    longest = 0
    for end in range(len(pitches) - 2, -1, -1):
        shift = line[-1] - pitches[end]
        if not 0 <= pitches[end + 1] + shift <= 127:
            continue
        length = _notes_alike(pitches, end, line, shift)
        enough = SAME_PITCHES if shift == 0 else SAME_INTERVALS
        if length >= enough and (length, shift == 0) > (longest, bool(best and best[1] == 0)):
            best, longest = (end, shift), length
    return best or (None, 0)


def _notes_alike(pitches: Sequence[int], end: int, line: Sequence[int], shift: int) -> int:
    length = 0
    while length <= end and length < len(line):
        if pitches[end - length] + shift != line[-1 - length]:
            break
        length += 1
    return length
