import pytest

from antiphon_models.corpus.piece import Piece
from antiphon_models.evaluation.prompts import as_long_as, excerpt, prompt_at, prompts_of
from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase


def line(iois: list[float], pitch: int = 60) -> tuple[Note, ...]:
    onsets = [sum(iois[:place]) for place in range(len(iois) + 1)]
    return tuple(Note(pitch + place % 12, 80, onset, 0.2) for place, onset in enumerate(onsets))


def breathing(breaths: set[int], count: int = 200, breath: float = 1.0) -> Piece:
    iois = [breath if place + 1 in breaths else 0.25 for place in range(count)]
    return Piece("piece", "pop", line(iois), True)


def test_a_prompt_is_the_phrase_between_two_breaths() -> None:
    prompt = prompt_at(breathing({80, 100}), 95)
    assert prompt is not None
    assert prompt.name == "pop/piece/100"
    assert (len(prompt.phrase), prompt.phrase.onset) == (20, 79 * 0.25 + 1.0)
    assert len(prompt.before) == 80
    assert prompt.following.onset == 98 * 0.25 + 2.0


def test_of_equal_intervals_the_middlemost_cuts() -> None:
    prompt = prompt_at(breathing(set()), 95)
    assert prompt is not None
    assert (prompt.name, len(prompt.phrase)) == ("pop/piece/95", 16)


def test_what_follows_is_as_long_as_the_phrase_is_in_seconds() -> None:
    prompt = prompt_at(breathing({80, 100}), 95)
    assert prompt is not None
    assert prompt.phrase.span == pytest.approx(19 * 0.25 + 0.2)
    assert len(prompt.following) == 20


def test_at_most_twice_the_notes_and_two_follow() -> None:
    phrase = Phrase(line([1.0, 1.0]))
    assert len(as_long_as(phrase, line([0.01] * 100))) == 8


def test_no_more_than_128_notes_are_heard_before_the_phrase() -> None:
    prompt = prompt_at(breathing({180, 190}), 190)
    assert prompt is not None
    assert len(prompt.before) == 128


def test_a_phrase_is_not_cut_inside_a_chord() -> None:
    together = Piece("chords", "piano", tuple(Note(60, 80, 0.0, 1.0) for _ in range(200)), True)
    assert prompt_at(together, 100) is None


def test_a_pause_is_no_breath() -> None:
    assert prompt_at(breathing({80, 100}, breath=5.0), 95) is None


def test_where_too_little_follows_there_is_no_prompt() -> None:
    assert prompt_at(breathing({180, 197}), 196) is None


def test_every_style_gives_as_many_prompts() -> None:
    pieces = [Piece(f"{n}", style, line([0.25] * 300), True) for n, style in enumerate(["a", "b"])]
    prompts = prompts_of(pieces, 10, 1)
    assert [prompt.style for prompt in prompts] == ["a"] * 5 + ["b"] * 5
    assert len({prompt.name for prompt in prompts}) == 10


def test_fewer_prompts_are_among_more_of_the_same_seed() -> None:
    piece = Piece("one", "pop", line([0.25] * 600), True)
    few, many = (prompts_of([piece], count, 3) for count in (5, 20))
    assert [prompt.name for prompt in few] == [prompt.name for prompt in many][:5]
    assert few != prompts_of([piece], 5, 4)


def test_an_excerpt_begins_after_the_longest_breath_near() -> None:
    notes = excerpt(breathing({80}), 76)
    assert notes[0].onset == 79 * 0.25 + 1.0
    assert len(notes) == 50
