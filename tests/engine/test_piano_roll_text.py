import re

from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.piano_roll_text import (
    Heading,
    RollNote,
    ascii_face,
    piano_roll,
    unicode_face,
)

NOTES = [
    RollNote(60, 0.0, 1.0, "player"),
    RollNote(62, 1.0, 1.5, "player"),
    RollNote(62, 1.5, 2.0, "player"),
    RollNote(63, 3.0, 3.1, "network"),
    RollNote(60, 3.5, 4.5, "motif"),
]
PLAIN = unicode_face(is_coloured=False)


def test_notes_stand_where_they_sound() -> None:
    assert piano_roll(NOTES, 50, PLAIN) == [
        " Eb4│                              ○",
        "  D4│          ●━━━━●━━━━",
        "    │",
        "  C4│●━━━━━━━━━                         ◆────────",
        "    └┬─────────┬─────────┬─────────┬─────────┬────",
        "     0 s       1         2         3         4",
    ]


def test_headings_stand_above_their_times() -> None:
    headings = [Heading(0.0, "call"), Heading(2.5, "answer")]
    assert piano_roll(NOTES, 50, PLAIN, headings) == [
        "     call                     answer",
        " Eb4│                         ┊    ○",
        "  D4│          ●━━━━●━━━━     ┊",
        "    │                         ┊",
        "  C4│●━━━━━━━━━               ┊         ◆────────",
        "    └┬─────────┬─────────┬─────────┬─────────┬────",
        "     0 s       1         2         3         4",
    ]


def test_a_later_roll_keeps_the_time_of_the_piece() -> None:
    roll = piano_roll([RollNote(60, 11.5, 14.5, "player")], 35, ascii_face(is_coloured=False))
    assert roll == [
        "  C4|#============================",
        "    +-----+---------+---------+----",
        "          12 s      13        14",
    ]


def test_a_wide_range_shows_only_the_pitches_that_sound() -> None:
    notes = [RollNote(21, 0.0, 1.0, "player"), RollNote(108, 0.0, 1.0, "network")]
    assert [line[:4] for line in piano_roll(notes, 40, PLAIN)] == ["  C8", "  A0", "    ", "    "]


def test_voices_have_colours_only_where_asked() -> None:
    escape = "\x1b["
    assert escape not in "".join(piano_roll(NOTES, 50, PLAIN))
    coloured = piano_roll(NOTES, 50, unicode_face(is_coloured=True))
    assert "\x1b[1;33m●━━━━━━━━━\x1b[0m" in coloured[3]
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == piano_roll(
        NOTES, 50, PLAIN
    )


def test_nothing_played_draws_nothing() -> None:
    assert piano_roll([], 50, PLAIN) == []


seconds = st.floats(0.0, 1e5)
notes = st.builds(
    lambda pitch, onset, length, voice: RollNote(pitch, onset, onset + length, voice),
    st.integers(0, 127),
    seconds,
    seconds,
    st.sampled_from(["player", "network", "motif"]),
)


@given(st.lists(notes, min_size=1, max_size=20), st.integers(-1, 200), st.lists(seconds))
def test_any_notes_fit_the_width(notes: list[RollNote], width: int, times: list[float]) -> None:
    headings = [Heading(time, "x") for time in sorted(times)]
    lines = piano_roll(notes, width, PLAIN, headings)
    assert max(map(len, lines[1 if headings else 0 :])) <= max(width, 24)
