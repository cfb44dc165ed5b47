from collections.abc import Container
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.matching import PLACES
from antiphon_models.memory import (
    CONTOUR_LENGTHS,
    INTERVAL_LENGTHS,
    PITCH_LENGTHS,
    MotifMemory,
)
from antiphon_models.music.motif import (
    CONTOUR,
    CONTOURS,
    INTERVAL,
    LONGEST_MATCH,
    PITCH,
    Context,
    Motif,
)
from antiphon_models.music.notes import Note
from builders import context_of, line, phrase

ALL = 10**9

Found = tuple[int, int, int]


def remembering(notes: list[Note]) -> MotifMemory:
    memory = MotifMemory()
    for note in notes:
        memory.add(note)
    return memory


def continuation(
    memory: MotifMemory, context: Context, window: int, excluded: Container[int] = ()
) -> Motif | None:
    """Return the longest of the matches by pitch or interval, by pitch if they are as long."""
    matches = memory.matches(context, window, excluded)
    exact = [motif for motif in matches if motif.view != CONTOUR]
    return max(exact, key=lambda motif: motif.match_length, default=None)


def test_what_followed_the_same_pitches_is_the_answer():
    played = phrase("C4:1 D4:1 E4:2 G4:1 A4:1")
    memory = remembering(played)
    motif = continuation(memory, context_of(phrase("C4 D4 E4")), ALL)
    assert motif == Motif(
        position=3, onset=2.0, pitch=67, ioi=1.0, duration=0.5, velocity=80,
        match_length=3, transposition=0,
    )  # fmt: skip


def test_the_same_intervals_answer_in_the_key_of_the_question():
    memory = remembering(phrase("C4 D4 E4 F4 G4:3"))
    motif = continuation(memory, context_of(phrase("D4 E4 F#4 G4")), ALL)
    assert motif is not None
    assert (motif.pitch, motif.transposition, motif.match_length) == (69, 2, 4)
    assert (motif.position, motif.ioi, motif.duration) == (4, 0.5, 1.5)


def test_two_notes_in_common_are_no_motif():
    memory = remembering(phrase("C4 D4 E4 F4 G4"))
    assert continuation(memory, context_of(phrase("Bb4 D4 E4")), ALL) is None
    assert continuation(memory, context_of(phrase("D4 E4")), ALL) is None


def test_three_notes_in_another_key_are_no_motif():
    memory = remembering(phrase("C4 D4 E4 C5"))
    assert continuation(memory, context_of(phrase("D4 E4 F#4")), ALL) is None


def test_an_empty_memory_has_no_answer():
    assert continuation(MotifMemory(), context_of(phrase("C4 D4 E4")), ALL) is None


def test_the_end_of_the_memory_itself_is_no_match():
    played = phrase("C4 D4 F4 Bb4")
    assert continuation(remembering(played), context_of(played), ALL) is None


def test_the_end_of_the_memory_matches_an_earlier_place():
    played = phrase("C4 D4 E4 A4 C4 D4 E4")
    motif = continuation(remembering(played), context_of(played), ALL)
    assert motif is not None
    assert (motif.position, motif.pitch) == (3, 69)


def test_the_newest_of_two_places_answers():
    memory = remembering(phrase("C4 D4 E4 A4 C4 D4 E4 B4"))
    motif = continuation(memory, context_of(phrase("C4 D4 E4")), ALL)
    assert motif is not None
    assert (motif.position, motif.pitch) == (7, 71)


def test_a_longer_match_goes_before_a_newer_one():
    memory = remembering(phrase("F4 A4 G4 C4 D4 E4 A4 C4 D4 E4 B4"))
    motif = continuation(memory, context_of(phrase("F4 A4 G4 C4 D4 E4")), ALL)
    assert motif is not None
    assert (motif.position, motif.match_length) == (6, 6)


def test_the_longest_of_the_newest_places_answers():
    memory = remembering(line([50, 60, 62, 64, 70, 55, 60, 62, 64, 71]))
    motif = continuation(memory, context_of(line([50, 60, 62, 64])), ALL)
    assert motif is not None
    assert (motif.pitch, motif.match_length) == (70, 4)


def test_an_excluded_place_leaves_the_word_to_the_next():
    memory = remembering(phrase("C4 D4 E4 A4 C4 D4 E4 B4"))
    context = context_of(phrase("C4 D4 E4"))
    motif = continuation(memory, context, ALL, excluded={7})
    assert motif is not None
    assert motif.position == 3
    assert continuation(memory, context, ALL, excluded={3, 7}) is None


def test_what_lies_before_the_window_is_forgotten():
    memory = remembering(phrase("C4 D4 E4 A4 G5 F5"))
    context = context_of(phrase("C4 D4 E4"))
    assert continuation(memory, context, 6) is not None
    assert continuation(memory, context, 5) is None


def test_an_answer_above_the_highest_pitch_is_skipped():
    memory = remembering(line([60, 62, 64, 65, 90]))
    assert continuation(memory, context_of(line([100, 102, 104, 105])), ALL) is None


def test_a_duration_is_learned_when_the_note_ends():
    memory = remembering([Note(60, 80, 0.0), Note(64, 70, 0.0), Note(67, 60, 0.5)])
    memory.finish(Note(64, 70, 0.0, 1.5))
    assert [memory.note(number).duration for number in range(3)] == [0.0, 1.5, 0.0]
    assert memory.note(1) == Note(64, 70, 0.0, 1.5)


def test_the_end_of_an_unknown_note_changes_nothing():
    memory = remembering(phrase("C4 D4"))
    memory.finish(Note(60, 80, 9.0, 1.0))
    memory.finish(Note(61, 80, 0.0, 1.0))
    assert [memory.note(number) for number in range(2)] == phrase("C4 D4")


@pytest.mark.parametrize("onset", [0.9, float("nan")])
def test_a_note_before_the_last_is_refused_and_changes_nothing(onset):
    memory = remembering(phrase("C4 D4 E4"))
    with pytest.raises(ValueError, match=r"onset .* is before 1\.0"):
        memory.add(Note(60, 80, onset))
    assert len(memory) == 3
    assert memory.add(Note(65, 80, 1.5)) == 3


def test_there_is_no_note_before_the_first_or_after_the_last():
    memory = remembering(phrase("C4"))
    for position in (-1, 1):
        with pytest.raises(IndexError):
            memory.note(position)


def test_forgetting_leaves_nothing():
    played = phrase("C4 D4 E4 A4 C4 D4 E4")
    memory = remembering(played)
    memory.forget()
    assert len(memory) == 0
    assert continuation(memory, context_of(played), ALL) is None


def test_pitch_and_interval_may_foretell_different_notes():
    memory = remembering(phrase("C4 D4 E4 F4 A4 Bb3 D4 E4 F#4 G4 C#5 D4 E4 F4 Ab4"))
    found = memory.matches(context_of(phrase("Bb4 C4 D4 E4 F4")), ALL)
    assert [(motif.view, motif.pitch, motif.match_length) for motif in found] == [
        (PITCH, 69, 4),
        (INTERVAL, 71, 4),
    ]
    found = memory.matches(context_of(phrase("C5 G4 A4 B4 C5")), ALL)
    assert [(motif.view, motif.pitch, motif.transposition) for motif in found] == [
        (INTERVAL, 78, 5)
    ]


def test_the_same_contour_is_a_motif_where_neither_pitches_nor_intervals_are():
    # Up a step, up a leap, down a step, down a step, up a leap: once in major, once in minor.
    memory = remembering(phrase("C4 D4 G4 F4 E4 A4 G4"))
    found = memory.matches(context_of(phrase("A4 B4 D5 C5 Bb4 E5")), ALL)
    assert [(motif.view, motif.pitch, motif.match_length) for motif in found] == [(CONTOUR, 74, 6)]
    assert continuation(memory, context_of(phrase("A4 B4 D5 C5 Bb4 E5")), ALL) is None


def test_five_notes_of_a_contour_are_no_motif():
    memory = remembering(phrase("C4 D4 G4 F4 E4 A4 G4"))
    assert memory.matches(context_of(phrase("B4 D5 C5 Bb4 E5")), ALL) == []


def matches(seen: bytes, context: bytes, end: int, floor: int) -> int:
    """Return how many notes up to `end` are as at the end of the context, by comparing each."""
    length = 0
    while (
        length < min(len(context), LONGEST_MATCH)
        and end - length >= floor
        and seen[end - length] == context[-1 - length]
    ):
        length += 1
    return length


def steps(pitches: bytes) -> bytes:
    return bytes((b - a) % 256 for a, b in pairwise(pitches))


def slowest(
    seen: bytes, context: bytes, lengths: tuple[int, ...], floor: int, barred: set[int]
) -> tuple[int, int]:
    """Return end and length of the match that `View.longest` is to find, by trying every place.

    The longest, of these the newest, among the last PLACES occurrences of the longest indexed
    length of context that has one.
    """
    found = (-1, 0)
    for indexed in reversed(lengths):
        tried = 0
        for end in range(len(seen) - 2, -1, -1):
            alike = matches(seen, context, end, floor)
            if alike < indexed or tried == PLACES:
                continue
            tried += 1
            if end + 1 not in barred and alike > found[1]:
                found = (end, alike)
        if found[1]:
            break
    return found


def slowly(pitches: bytes, context: bytes, window: int, excluded: set[int]) -> list[Found]:
    """Return view, position and match length of what `matches` is to answer."""
    floor = max(0, len(pitches) - window)
    found = []
    for view in (PITCH, INTERVAL):
        found.append((view, *seen_by(view, pitches, context, floor, excluded)))
    if not any(length for _, _, length in found):
        found.append((CONTOUR, *seen_by(CONTOUR, pitches, context, floor, excluded)))
    return [
        (view, end + 1, length)
        for view, end, length in found
        if length and 0 <= pitches[end + 1] + context[-1] - pitches[end] <= 127
    ]


LENGTHS = {PITCH: PITCH_LENGTHS, INTERVAL: INTERVAL_LENGTHS, CONTOUR: CONTOUR_LENGTHS}


def seen_by(
    view: int, pitches: bytes, context: bytes, floor: int, excluded: set[int]
) -> tuple[int, int]:
    lengths = LENGTHS[view]
    if view == PITCH:
        return slowest(pitches, context, lengths, floor, excluded)
    # A step more to the left is a note more: shift ends by one and lengths by one.
    seen, asked = steps(pitches), steps(context)
    if view == CONTOUR:
        seen, asked = seen.translate(CONTOURS), asked.translate(CONTOURS)
    shorter = tuple(length - 1 for length in lengths)
    end, length = slowest(seen, asked, shorter, floor, {place - 1 for place in excluded})
    return (end + 1, min(length + 1, LONGEST_MATCH)) if length else (-1, 0)


few_pitches = st.lists(st.sampled_from([58, 60, 62, 63]), max_size=80)


@given(few_pitches, few_pitches, st.integers(1, 90), st.sets(st.integers(0, 80), max_size=20))
def test_it_answers_like_a_search_through_everything(played, asked, window, excluded):
    memory = remembering(line(played))
    found = memory.matches(context_of(line(asked)), window, excluded)
    expected = slowly(bytes(played), bytes(asked), window, excluded) if len(asked) > 2 else []
    assert [(motif.view, motif.position, motif.match_length) for motif in found] == expected


@given(few_pitches, st.integers(1, 90))
def test_its_own_end_is_answered_like_a_search_through_everything(played, window):
    found = remembering(line(played)).matches(context_of(line(played)), window)
    asked = bytes(played[-LONGEST_MATCH:])
    expected = slowly(bytes(played), asked, window, set()) if len(asked) > 2 else []
    assert [(motif.view, motif.position, motif.match_length) for motif in found] == expected


@given(few_pitches, few_pitches, st.integers(-40, 40))
def test_transposing_the_player_transposes_the_answer(played, asked, semitones):
    motif = continuation(remembering(line(played)), context_of(line(asked)), ALL)
    higher = remembering(line([pitch + semitones for pitch in played]))
    moved = continuation(higher, context_of(line([pitch + semitones for pitch in asked])), ALL)
    assert (motif is None) == (moved is None)
    if motif and moved:
        assert moved.pitch == motif.pitch + semitones
        assert (moved.position, moved.transposition) == (motif.position, motif.transposition)


@given(few_pitches)
def test_adding_never_changes_earlier_notes(played):
    notes = line(played)
    memory = MotifMemory()
    for count, note in enumerate(notes, start=1):
        assert memory.add(note) == count - 1
        assert [memory.note(position) for position in range(count)] == notes[:count]


@given(few_pitches, few_pitches)
def test_a_context_goes_its_own_way_once_forked(before, after):
    context = context_of(line(before))
    kept = (context.pitches, context.intervals)
    fork = context
    for pitch in after:
        fork = fork.after(pitch)
    assert (context.pitches, context.intervals) == kept
    assert fork == context_of(line(before + after))


@given(st.lists(st.integers(0, 127), max_size=70))
def test_a_context_keeps_the_last_notes_and_how_they_were_reached(pitches):
    context = context_of(line(pitches))
    assert context.pitches == bytes(pitches[-LONGEST_MATCH:])
    reached = bytes([128]) + steps(bytes(pitches)) if pitches else b""
    assert context.intervals == reached[-LONGEST_MATCH:]


def test_an_empty_context_has_no_answer():
    assert continuation(remembering(phrase("C4 D4 E4 F4")), Context(), ALL) is None


def test_a_memory_of_100_thousand_notes_still_finds_a_motif_from_its_beginning():
    motif = line([60, 72, 48, 71, 49, 70, 65])
    walk = [60 + number * number % 13 for number in range(100_000)]
    memory = remembering(motif + line(walk, onset=10.0))
    answer = continuation(memory, context_of(motif[:6]), ALL)
    assert answer is not None
    assert (answer.position, answer.pitch, answer.match_length) == (6, 65, 6)
    assert memory.nbytes() < 20_000_000
