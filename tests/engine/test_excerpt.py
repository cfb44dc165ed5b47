from antiphon_engine.core.events import NoteOff, NoteOn, TurnChange
from antiphon_engine.excerpt import last_exchange, last_seconds
from antiphon_engine.journal_entry import Entry, Heard, Sent, Session
from antiphon_engine.recorder import Marker, Take
from antiphon_engine.session_take import take_of

SESSION = Session(7, "scripted", {}, "", "0.1.0")
FIRST: list[Entry] = [
    Heard(NoteOn(1.0, 0, 60, 90)),
    Heard(NoteOff(1.5, 0, 60)),
    Sent(TurnChange(2.0, "answering", 1)),
    Sent(NoteOn(2.0, 1, 67, 80)),
    Sent(NoteOff(2.5, 1, 67)),
    Sent(TurnChange(2.5, "listening", 1)),
]
SECOND: list[Entry] = [
    Heard(NoteOn(4.0, 0, 62, 90)),
    Heard(NoteOff(4.5, 0, 62)),
    Sent(TurnChange(5.0, "answering", 2)),
    Sent(NoteOn(5.0, 1, 69, 80)),
    Sent(NoteOff(5.5, 1, 69)),
]


def shortened(take: Take) -> tuple[list[float], list[float], list[Marker], float]:
    player = [event.time for event in take.player]
    return player, [event.time for event in take.antiphon], list(take.markers), take.end


def test_the_last_exchange_begins_with_the_phrase_that_was_answered_last() -> None:
    entries = [*FIRST, *SECOND]
    assert shortened(last_exchange(take_of(SESSION, entries), entries)) == (
        [0.0, 0.5],
        [1.0, 1.5],
        [Marker(0.0, "Call 2"), Marker(1.0, "Answer 2 T=0.7")],
        1.5,
    )


def test_a_phrase_that_is_not_answered_yet_belongs_to_the_exchange_before() -> None:
    entries = [*FIRST, *SECOND[:2]]
    assert shortened(last_exchange(take_of(SESSION, entries), entries))[0] == [0.0, 0.5, 3.0, 3.5]


def test_another_answer_to_the_same_phrase_keeps_the_phrase() -> None:
    again: list[Entry] = [
        Sent(TurnChange(3.0, "answering", 2)),
        Sent(NoteOn(3.0, 1, 69, 80)),
        Sent(NoteOff(3.5, 1, 69)),
    ]
    entries = [*FIRST, *again]
    assert shortened(last_exchange(take_of(SESSION, entries), entries))[:2] == (
        [0.0, 0.5],
        [1.0, 1.5, 2.0, 2.5],
    )


def test_a_phrase_played_into_an_answer_is_a_call_of_its_own() -> None:
    barged_in: list[Entry] = [
        Heard(NoteOn(2.2, 0, 64, 90)),
        Sent(NoteOff(2.2, 1, 67)),
        Sent(TurnChange(2.2, "yielding", 1)),
        Heard(NoteOff(2.4, 0, 64)),
        Sent(TurnChange(3.2, "answering", 2)),
    ]
    entries = [*FIRST[:4], *barged_in]
    assert last_exchange(take_of(SESSION, entries), entries).player == [
        NoteOn(0.0, 0, 64, 90),
        NoteOff(2.4 - 2.2, 0, 64),
    ]


def test_the_last_seconds_are_those_of_playing() -> None:
    entries = [*FIRST, *SECOND]
    take = take_of(SESSION, entries)
    assert shortened(last_seconds(take, 1.6))[:2] == ([0.0, 0.5], [1.0, 1.5])
    assert shortened(last_seconds(take, 1.2))[:2] == ([], [0.0, 0.5])
    # A session shorter than that begins with its first note.
    assert shortened(last_seconds(take, 300.0))[0] == [0.0, 0.5, 3.0, 3.5]


def test_the_end_of_nothing_is_nothing() -> None:
    empty = take_of(SESSION, [])
    assert shortened(last_seconds(empty, 10.0)) == ([], [], [], 0.0)
    assert shortened(last_exchange(empty, [])) == ([], [], [], 0.0)
