import pytest

from antiphon_app.terminal_view import TerminalView, pitch_name
from antiphon_engine.messages import (
    Heard,
    Message,
    Played,
    PortsChanged,
    Ready,
    TakeSaved,
    Trouble,
    TurnChanged,
)
from antiphon_models.improviser import Source

NETWORK = Source("network", 0.5)
MOTIF = Source("motif", 0.5, 3)


def lines(*messages: Message) -> list[str]:
    view = TerminalView()
    return [line for message in messages for line in view.told(message)] + view.end_line()


def test_each_turn_is_one_line_and_a_star_marks_the_players_own_motifs() -> None:
    assert lines(
        Heard(61.0, 60, 90, 0),
        Heard(61.2, 60, 0, 0),
        Heard(61.2, 63, 90, 0),
        TurnChanged(62.0, "answering", 1),
        Played(62.0, 67, 90, 1, NETWORK),
        Played(62.2, 67, 0, 1),
        Played(62.2, 70, 90, 1, MOTIF),
        TurnChanged(63.0, "listening", 1),
        Heard(64.0, 62, 90, 0),
    ) == [
        "   1:01  you       C4 Eb4",
        "   1:02  Antiphon  G4 Bb4*",
        "   1:04  you       D4",
    ]


def test_a_plus_marks_what_comes_from_a_taught_piece_which_is_named_once() -> None:
    blue, green = (Source("motif", 0.5, 3, piece=name) for name in ("Blue.mid", "Green.mid"))
    notes = [(67, blue), (69, blue), (71, MOTIF), (72, green), (74, NETWORK), (76, green)]
    assert lines(*(Played(62.0, pitch, 90, 1, source) for pitch, source in notes)) == [
        "   1:02  Antiphon  G4+[Blue.mid] A4+ B4* C5+[Green.mid] D5 E5+[Green.mid]"
    ]


def test_a_player_who_plays_in_begins_a_line() -> None:
    assert lines(Played(1.0, 67, 90, 1, NETWORK), Heard(1.1, 60, 90, 0)) == [
        "   0:01  Antiphon  G4",
        "   0:01  you       C4",
    ]


def test_a_long_turn_goes_on_in_a_new_line() -> None:
    view = TerminalView(width=40)
    told = [line for _ in range(10) for line in view.told(Heard(1.0, 60, 90, 0))]
    assert [*told, *view.end_line()] == [
        "   0:01  you       C4 C4 C4 C4 C4 C4 C4",
        "   0:01  you       C4 C4 C4",
    ]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            PortsChanged("JACK", "To Antiphon", "From Antiphon"),
            [
                "MIDI (JACK): send your notes to 'To Antiphon', listen to 'From Antiphon'.",
                "Play a phrase and pause: the answer comes.",
            ],
        ),
        (
            PortsChanged(None, None, None, "no MIDI: start JACK"),
            ["! no MIDI: start JACK; trying again"],
        ),
        (
            PortsChanged("ALSA", None, "From Antiphon", "waiting for the input 'Keys'"),
            ["! waiting for the input 'Keys'"],
        ),
        (TakeSaved("/takes/a.mid"), ["The take is saved: /takes/a.mid"]),
        (Trouble("the engine does not answer"), ["! the engine does not answer"]),
        (
            Ready(3, "j", "note_stream-1"),
            ["Antiphon plays (mind note_stream-1, seed 3). Ctrl-C ends and saves the take."],
        ),
    ],
)
def test_what_the_engine_says_is_said_in_plain_words(message: Message, said: list[str]) -> None:
    assert lines(message) == said


def test_what_is_said_in_between_ends_the_line_that_was_growing() -> None:
    assert lines(Heard(1.0, 60, 90, 0), Trouble("look out")) == [
        "   0:01  you       C4",
        "! look out",
    ]


def test_pitches_have_the_names_that_musicians_use() -> None:
    assert [pitch_name(pitch) for pitch in (0, 60, 61, 127)] == ["C-1", "C4", "C#4", "G9"]
