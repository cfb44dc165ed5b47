"""Duets with ten pieces that the shipped network has never seen: what they sound like, as numbers.

    python tests/held_out.py        prints a table, a line for each piece

Three movements of Bach, three jazz solos and the melodies of four songs: the first held-out
ones by name. Each is played phrase by phrase, and each phrase is answered before the next begins.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from antiphon_engine.core.events import Happening, NoteOff, NoteOn, TurnChange
from antiphon_engine.core.performer import Performer
from antiphon_engine.params import Params
from antiphon_engine.prompted import events_of
from antiphon_models.corpus.bach_violin import read_bach_violin
from antiphon_models.corpus.jazz_solos import read_jazz_solos
from antiphon_models.corpus.piece import Piece, is_held_out
from antiphon_models.corpus.pop_songs import read_pop_song
from antiphon_models.music.notes import Note
from antiphon_models.music.pitch import pitch_class_histogram
from antiphon_models.music.repetition import longest_loop
from antiphon_models.note_stream_improviser import load_improviser

DATA = Path(os.environ.get("ANTIPHON_DATA", Path(__file__).parents[2] / "shared" / "data"))
PHRASES = 8
SHORTEST, LONGEST = 6, 16
BREATH = 0.35


@dataclass(frozen=True)
class Duet:
    """A piece's phrases, and the answer to each; times are the performance's, in seconds."""

    piece: Piece
    phrases: list[list[Note]]
    answers: list[list[Note]]
    happenings: list[Happening]

    @property
    def heard(self) -> list[Note]:
        return [note for phrase in self.phrases for note in phrase]

    @property
    def played(self) -> list[Note]:
        return [note for answer in self.answers for note in answer]


def ten_pieces() -> list[Piece]:
    """Return the ten pieces; each corpus in order of names, styles as in training."""
    bach = read_bach_violin(DATA / "bach-violin" / "notes.tsv", 0)
    jazz = read_jazz_solos(DATA / "jazz-solos" / "notes.csv")
    songs = (
        piece
        for path in sorted((DATA / "pop-songs").glob("*.mid"))
        if is_held_out(path.stem)
        for piece in read_pop_song(path)
        if piece.style == "pop"
    )
    unseen = [sorted(unseen_of(pieces), key=lambda piece: piece.name) for pieces in (bach, jazz)]
    return [*unseen[0][:3], *unseen[1][:3], *islice(songs, 4)]


def unseen_of(pieces: Iterator[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if is_held_out(piece.name))


def phrases_of(piece: Piece) -> list[list[Note]]:
    """Cut a piece where it breathes or after LONGEST notes, without phrases under SHORTEST."""
    phrases: list[list[Note]] = [[]]
    for note in piece.notes:
        last = phrases[-1]
        if last and (
            note.onset - max(n.offset for n in last) >= BREATH
            or (len(last) >= LONGEST and note.onset > last[-1].onset)
        ):
            phrases.append([])
        phrases[-1].append(note)
    return [phrase for phrase in phrases if len(phrase) >= SHORTEST][:PHRASES]


def play(piece: Piece, params: Params, seed: int = 1) -> Duet:
    """Return the duet with `piece`, by the real performer on event time."""
    performer = Performer(load_improviser(), params, seed)
    duet = Duet(piece, [], [], [])
    for phrase in phrases_of(piece):
        start = performer.now + 0.5 - phrase[0].onset
        heard = [Note(n.pitch, n.velocity, n.onset + start, n.duration) for n in phrase]
        came: list[Happening] = []
        for event in events_of(heard):
            came += performer.hear(event)
        while (due := performer.next_due()) < float("inf"):
            came += performer.advance(due)
        duet.phrases.append(heard)
        duet.answers.append(notes_of(last_answer(came)))
        duet.happenings.extend(came)
    duet.happenings.extend(performer.release(performer.now))
    return duet


def last_answer(happenings: list[Happening]) -> list[Happening]:
    """Return what came of the last answer: one before it may have been cut off by the phrase."""
    begins = [
        place
        for place, event in enumerate(happenings)
        if isinstance(event, TurnChange) and event.turn == "answering"
    ]
    return happenings[begins[-1] :]


def notes_of(happenings: list[Happening]) -> list[Note]:
    begun: dict[tuple[int, int], NoteOn] = {}
    notes = []
    for event in happenings:
        match event:
            case NoteOn():
                begun[event.channel, event.pitch] = event
            case NoteOff():
                on = begun.pop((event.channel, event.pitch))
                notes.append(Note(on.pitch, on.velocity, on.time, event.time - on.time))
            case TurnChange() | _:
                pass
    assert not begun, "a note hangs"
    return sorted(notes, key=lambda note: note.onset)


def distance(one: list[Note], other: list[Note]) -> float:
    """Half the sum of the differences of the pitch-class distributions: 0 equal, 1 disjoint."""
    shares = [pitch_class_histogram(note.pitch for note in notes) for notes in (one, other)]
    return sum(abs(a - b) for a, b in zip(*shares, strict=True)) / 2


def longest_silence(answer: list[Note]) -> float:
    latest, longest = answer[0].offset, 0.0
    for note in answer[1:]:
        longest = max(longest, note.onset - latest)
        latest = max(latest, note.offset)
    return longest


def motif_share(duet: Duet) -> float:
    ons = [event for event in duet.happenings if isinstance(event, NoteOn) and event.source]
    return sum(on.source.kind == "motif" for on in ons if on.source) / len(ons)


def loop_share(notes: list[Note]) -> float:
    """How much of the notes only repeats, exactly and for at least the third time, a figure."""
    return longest_loop([note.pitch for note in notes]) / len(notes)


def closer_than_others(duets: list[Duet]) -> tuple[int, int]:
    """How many answers are closer in pitch classes to their phrase than to other pieces' phrases.

    Each answer is compared with the same phrase of every other piece; returns (closer, all).
    """
    closer = total = 0
    for duet in duets:
        for number, (phrase, answer) in enumerate(zip(duet.phrases, duet.answers, strict=True)):
            own = distance(answer, phrase)
            for other in duets:
                if other is not duet and number < len(other.phrases):
                    total += 1
                    closer += own < distance(answer, other.phrases[number])
    return closer, total


def median_ioi(notes: list[Note]) -> float:
    iois = sorted(b.onset - a.onset for a, b in pairwise(notes) if b.onset - a.onset > 0.025)
    return iois[len(iois) // 2] if iois else float("nan")


def line(duet: Duet) -> str:
    own = [distance(a, p) for a, p in zip(duet.answers, duet.phrases, strict=True)]
    return (
        f"{duet.piece.style + ' ' + duet.piece.name:34.34} {len(duet.played):5}"
        f" {loop_share(duet.played):5.2f} {max(map(longest_silence, duet.answers)):6.2f}"
        f" {motif_share(duet):5.2f} {sum(own) / len(own):6.2f}"
        f"  {median_ioi(duet.heard):.2f}/{median_ioi(duet.played):.2f}"
    )


def main() -> None:
    duets = [play(piece, Params()) for piece in ten_pieces()]
    print(f"{'piece':34} notes  loop rest s motif own pc  ioi in/out")
    for duet in duets:
        print(line(duet))
    closer, total = closer_than_others(duets)
    print(f"closer to its own phrase than to another piece's: {closer} of {total}")


if __name__ == "__main__":
    main()
