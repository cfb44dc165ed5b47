from antiphon_engine.core.events import NoteOff, NoteOn
from antiphon_engine.params import Params
from antiphon_engine.prompted import answer_to, events_of, notes_of
from antiphon_models.music.notes import Note
from builders import phrase
from fakes import ScriptedMind, proposals

BEFORE = phrase("C4 E4 G4 r:4 C5", beat=0.25)
PHRASE = phrase("D4 F4 A4 F4 D4", onset=2.0, beat=0.25)


def test_only_the_phrase_is_answered_and_as_long_as_it_is() -> None:
    mind = ScriptedMind(proposals(72, ioi=0.25))
    played = answer_to(BEFORE, PHRASE, mind, Params(), 1)
    assert [note.pitch for note in played] == [72] * 5
    assert played[0].onset > PHRASE[-1].offset


def test_everything_is_heard_with_its_duration_and_nothing_played_before_the_end() -> None:
    mind = ScriptedMind()
    answer_to(BEFORE, PHRASE, mind, Params(), 1)
    assert [note.pitch for note in mind.heard] == [60, 64, 67, 72, 62, 65, 69, 65, 62]
    assert [note.duration for note in mind.released] == [0.25] * 9


def test_a_pause_within_the_phrase_does_not_end_it() -> None:
    broken = phrase("D4 F4 A4 F4 D4 F4 r:8 D4", onset=2.0, beat=0.25)
    played = answer_to(BEFORE, broken, ScriptedMind(proposals(72, ioi=0.25)), Params(), 1)
    # The last note alone would be answered by four at most.
    assert len(played) > 4


def test_the_answer_comes_when_the_players_gap_has_passed() -> None:
    params = Params(turn_gap=1.5, turn_gap_adaptive=False)
    played = answer_to(BEFORE, PHRASE, ScriptedMind(), params, 1)
    assert played[0].onset == PHRASE[-1].offset + 1.5


def test_the_same_seed_gives_the_same_answer() -> None:
    first, again, other = (
        answer_to(BEFORE, PHRASE, ScriptedMind(wander=5), Params(), seed) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_events_are_in_order_with_ends_before_beginnings() -> None:
    events = events_of(phrase("C4 C4", beat=0.5))
    assert [(type(event), event.time) for event in events] == [
        (NoteOn, 0.0), (NoteOff, 0.5), (NoteOn, 0.5), (NoteOff, 1.0),
    ]  # fmt: skip
    assert notes_of(events) == phrase("C4 C4", beat=0.5)


def test_a_note_without_an_end_is_left_out() -> None:
    assert notes_of([NoteOn(0.0, 0, 60, 80), NoteOn(0.0, 0, 62, 80), NoteOff(1.0, 0, 62)]) == [
        Note(62, 80, 0.0, 1.0)
    ]
