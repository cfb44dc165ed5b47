from antiphon_engine.core.events import NoteOn
from antiphon_engine.echo import EchoWatch

LINE = [60, 64, 62, 67, 65, 69]


def sent(watch: EchoWatch, onset: float, pitches: list[int]) -> list[NoteOn]:
    notes = [NoteOn(onset + 0.2 * n, 1, pitch, 70 + n) for n, pitch in enumerate(pitches)]
    for note in notes:
        watch.sent(note)
    return notes


def heard(watch: EchoWatch, notes: list[NoteOn], delay: float) -> list[bool]:
    return [watch.heard(NoteOn(n.time + delay, 0, n.pitch, n.velocity)) for n in notes]


def test_the_fourth_note_in_a_row_that_comes_back_makes_an_echo() -> None:
    watch = EchoWatch()
    notes = sent(watch, 1.0, LINE)
    assert heard(watch, notes, 0.004) == [False, False, False, True, False, False]


def test_an_echo_is_told_again_only_after_it_has_stopped() -> None:
    watch = EchoWatch()
    assert any(heard(watch, sent(watch, 1.0, LINE), 0.004))
    assert not any(heard(watch, sent(watch, 4.0, LINE), 0.004))
    assert any(heard(watch, sent(watch, 30.0, LINE), 0.004))


def test_a_player_who_imitates_is_no_echo() -> None:
    watch = EchoWatch()
    assert not any(heard(watch, sent(watch, 1.0, LINE), 0.150))


def test_another_note_in_between_begins_the_row_anew() -> None:
    watch = EchoWatch()
    notes = sent(watch, 1.0, LINE)
    assert heard(watch, notes[:3], 0.004) == [False, False, False]
    assert not watch.heard(NoteOn(1.5, 0, 48, 90))
    assert heard(watch, notes[3:], 0.004) == [False, False, False]


def test_one_note_comes_back_only_once() -> None:
    watch = EchoWatch()
    watch.sent(NoteOn(1.0, 1, 60, 80))
    assert [watch.heard(NoteOn(1.0 + n / 100, 0, 60, 80)) for n in range(6)] == [False] * 6
