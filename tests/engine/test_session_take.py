from antiphon_engine.core.events import Control, NoteOff, NoteOn, TurnChange
from antiphon_engine.journal_entry import (
    Command,
    Counts,
    End,
    Entry,
    Heard,
    Rated,
    Recovered,
    Sent,
    Session,
)
from antiphon_engine.recorder import Marker, Take
from antiphon_engine.session_take import Figures, figures_of, take_of
from antiphon_models.improviser import Source

SESSION = Session(7, "scripted", {"temperature": 0.9, "turn_gap_adaptive": False}, "", "0.1.0")
NETWORK, MOTIF = Source("network", 0.5), Source("motif", 0.25, 3, 1.5, 4, -2)
ENTRIES: list[Entry] = [
    Heard(NoteOn(0.1, 0, 60, 90)),
    Heard(NoteOff(0.5, 0, 60)),
    Sent(TurnChange(1.0, "answering", 1)),
    Sent(NoteOn(1.0, 1, 67, 80, NETWORK)),
    Sent(NoteOff(1.2, 1, 67)),
    Sent(TurnChange(1.2, "listening", 1)),
    Command(1.5, "set_params", {"temperature": 1.25, "mode": "answer"}),
    Heard(NoteOn(2.0, 0, 62, 90)),
    Heard(NoteOff(2.5, 0, 62)),
    Sent(TurnChange(3.0, "answering", 2)),
    Sent(NoteOn(3.0, 1, 69, 80, MOTIF)),
    Heard(NoteOn(3.1, 0, 64, 90)),
    Sent(NoteOff(3.1, 1, 69)),
    Sent(TurnChange(3.1, "yielding", 2)),
    Command(3.5, "panic"),
    Sent(Control(3.5, 1, 123, 0)),
    Counts(3.6, {"sysex": 1}),
    End(4.0),
    Recovered("a.mid"),
]


def test_a_session_makes_a_take() -> None:
    assert take_of(SESSION, ENTRIES) == Take(
        player=[
            NoteOn(0.1, 0, 60, 90),
            NoteOff(0.5, 0, 60),
            NoteOn(2.0, 0, 62, 90),
            NoteOff(2.5, 0, 62),
            NoteOn(3.1, 0, 64, 90),
        ],
        antiphon=[
            NoteOn(1.0, 1, 67, 80, NETWORK),
            NoteOff(1.2, 1, 67),
            NoteOn(3.0, 1, 69, 80, MOTIF),
            NoteOff(3.1, 1, 69),
            Control(3.5, 1, 123, 0),
        ],
        markers=[
            Marker(0.1, "Call 1"),
            Marker(1.0, "Answer 1 T=0.9"),
            Marker(1.5, "temperature 1.25"),
            Marker(1.5, "mode answer"),
            Marker(2.0, "Call 2"),
            Marker(3.0, "Answer 2 T=1.25"),
            Marker(3.1, "Call 3"),
            Marker(3.5, "Panic"),
        ],
        texts=[
            "Antiphon 0.1.0",
            "seed 7",
            "model scripted",
            "temperature 0.9",
            "turn_gap_adaptive off",
        ],
        end=4.0,
    )


def test_a_session_is_counted() -> None:
    assert figures_of(ENTRIES) == Figures(heard=3, played=2, from_motifs=1, answers=2)


def test_an_empty_session_is_an_empty_take() -> None:
    empty = take_of(Session(7, "m", {}, "", "0.1.0"), [])
    assert (empty.player, empty.antiphon, empty.markers, empty.end) == ([], [], [], 0.0)


def test_what_the_player_wished_for_is_marked() -> None:
    entries: list[Entry] = [
        Command(1.0, "again"),
        Command(2.0, "more"),
        Command(3.0, "else"),
        Command(4.0, "undo"),
        Command(5.0, "freeze"),
        Command(6.0, "thaw"),
        Command(7.0, "mute"),
        Command(8.0, "unmute"),
        Command(9.0, "tap"),
        Rated(10.0, 2, is_good=True),
        Rated(11.0, 3, is_good=False),
    ]
    assert take_of(SESSION, entries).markers == [
        Marker(1.0, "Again"),
        Marker(2.0, "More like that"),
        Marker(3.0, "Something else"),
        Marker(4.0, "Undo"),
        Marker(5.0, "Freeze"),
        Marker(6.0, "Listen again"),
        Marker(7.0, "Mute"),
        Marker(8.0, "Play again"),
        Marker(10.0, "Answer 2 liked"),
        Marker(11.0, "Answer 3 disliked"),
    ]


def test_a_sweep_of_a_knob_is_one_marker_where_it_ends() -> None:
    sweep: list[Entry] = [
        Command(1.0 + 0.25 * n, "set_params", {"temperature": 1.0 + n}) for n in range(4)
    ]
    later = Command(5.0, "set_params", {"temperature": 2.0})
    assert take_of(SESSION, [*sweep, later]).markers == [
        Marker(1.75, "temperature 4"),
        Marker(5.0, "temperature 2"),
    ]
