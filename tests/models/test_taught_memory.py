import pytest

from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.music.stretch import Stretch
from antiphon_models.taught_memory import TaughtMemory, TaughtMotif
from builders import context_of, line, phrase


def taught(*stretches: Stretch) -> TaughtMemory:
    memory = TaughtMemory()
    for stretch in stretches:
        memory.learn(stretch)
    return memory


def first(
    memory: TaughtMemory, context: Context, excluded: tuple[int, ...] = ()
) -> TaughtMotif | None:
    return next(iter(memory.matches(context, excluded)), None)


def stretch(piece: str, text: str, *, begins_voice: bool = True, onset: float = 0.0) -> Stretch:
    return Stretch(piece, tuple(phrase(text, onset=onset)), begins_voice)


BLUE = stretch("Blue.mid", "C4 E4 G4 B4 A4")
GREEN = stretch("Green.mid", "D5 C5 A4 F4 E4", onset=3.0)


def test_what_followed_in_a_piece_is_recalled_with_its_name_and_its_time_there() -> None:
    found = first(taught(BLUE, GREEN), context_of(phrase("D5 C5 A4")))
    assert found is not None
    assert found.piece == "Green.mid"
    assert (found.motif.pitch, found.motif.onset, found.motif.position) == (65, 4.5, 8)
    assert (found.motif.ioi, found.motif.duration, found.motif.match_length) == (0.5, 0.5, 3)


def test_a_piece_that_comes_in_parts_is_recalled_across_them() -> None:
    parts = (
        stretch("Blue.mid", "C4 E4 G4"),
        stretch("Blue.mid", "B4 A4", begins_voice=False, onset=1.5),
    )
    found = first(taught(*parts), context_of(phrase("C4 E4 G4")))
    assert found is not None
    assert (found.motif.pitch, found.motif.onset, found.motif.ioi) == (71, 1.5, 0.5)


def test_nothing_is_recalled_across_the_end_of_a_voice() -> None:
    assert first(taught(BLUE, GREEN), context_of(phrase("G4 B4 A4"))) is None


def test_an_excluded_place_is_not_recalled() -> None:
    memory = taught(BLUE)
    context = context_of(phrase("C4 E4 G4"))
    assert first(memory, context, excluded=(2,)) is not None
    assert first(memory, context, excluded=(3,)) is None


def test_a_memory_that_has_forgotten_recalls_nothing_and_learns_anew() -> None:
    memory = taught(BLUE)
    memory.forget()
    assert (len(memory), first(memory, context_of(phrase("C4 E4 G4")))) == (0, None)
    memory.learn(GREEN)
    found = first(memory, context_of(phrase("D5 C5 A4")))
    assert found is not None
    assert (found.piece, found.motif.position) == ("Green.mid", 3)


def test_every_note_is_remembered_however_long_ago_it_was_learned() -> None:
    memory = taught(BLUE)
    for number in range(50):
        memory.learn(Stretch(f"{number}", tuple(line([50, 51, 52, 53] * 32)), begins_voice=True))
    found = first(memory, context_of(phrase("C4 E4 G4")))
    assert len(memory) == 6405
    assert found is not None
    assert found.piece == "Blue.mid"


def test_notes_out_of_order_are_refused() -> None:
    notes = (Note(60, 80, 1.0, 0.1), Note(62, 80, 0.5, 0.1))
    with pytest.raises(ValueError, match="is before"):
        taught(Stretch("Odd.mid", notes, begins_voice=True))


def test_an_empty_stretch_changes_nothing() -> None:
    assert len(taught(Stretch("Empty.mid", (), begins_voice=True))) == 0
