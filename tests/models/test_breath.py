from itertools import islice

import pytest

from antiphon_engine.params import Params
from antiphon_models.breath import breath
from antiphon_models.codecs.note_stream import feed
from antiphon_models.corpus.piece import is_held_out
from antiphon_models.corpus.pop_songs import read_pop_song
from antiphon_models.music.notes import Note
from antiphon_models.note_stream_improviser import load_improviser
from antiphon_models.runtime.note_stream import load_note_stream
from builders import line
from corpora import real_data

BREATH = 0.35


def test_the_slower_the_usual_pace_the_less_likely_the_next_note_is_far_later():
    stepper, last = load_note_stream(), None
    for note in line([60, 62, 64, 65, 67]):
        stepper.step(*feed(note, last), 0)
        last = note
    chances = [breath(stepper, pace) for pace in (0.005, 0.05, 0.25, 0.5, 4.0)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.9
    assert chances[-1] == 0.0


def closings_of(mind, notes: tuple[Note, ...]) -> tuple[list[float], list[float]]:
    """Return how well the notes before a breath close, and how well all others do."""
    mind.forget()
    mind.adopt(Params())
    before_breath, others = [], []
    for number, note in enumerate(notes[:200]):
        mind.hear(Note(note.pitch, note.velocity, note.onset))
        silence = notes[number + 1].onset - note.offset
        (before_breath if silence >= BREATH else others).append(mind.closing())
        mind.release(note)
    return before_breath, others


def test_notes_before_a_breath_close_better_than_others_in_songs_never_heard():
    songs = sorted((real_data() / "pop-songs").glob("*.mid"))
    unseen = islice((path for path in songs if is_held_out(path.stem)), 3)
    melodies = [piece for path in unseen for piece in read_pop_song(path) if piece.style == "pop"]
    mind, better = load_improviser(), []
    for melody in melodies:
        before_breath, others = closings_of(mind, melody.notes)
        better += [one > other for one in before_breath for other in others]
    assert len(better) > 1000
    # Chance is a half; on twelve such melodies it was 0.81.
    assert sum(better) / len(better) == pytest.approx(0.8, abs=0.15)
