import io
import itertools
from pathlib import Path

import mido
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.midi_file import read_player_part
from antiphon_engine.recorder import Marker, Take, take_bytes


def saved(take: Take) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(take_bytes(take)), charset="utf-8")


def part(*events: MidiEvent, end: float = 0.0) -> list[tuple[int, str, int, int]]:
    """Return the player's part as (tick, type, pitch or controller, velocity or value)."""
    track, tick, heard = saved(Take(events, (), end=end)).tracks[1], 0, []
    for message in track:
        tick += message.time
        if not message.is_meta:
            first, second = message.bytes()[1:]
            heard.append((tick, message.type, first, second))
    return heard


def test_a_take_has_a_conductor_a_player_and_antiphon() -> None:
    take = Take(
        [NoteOn(0.0, 0, 60, 90), NoteOff(0.5, 0, 60)],
        [NoteOn(1.0, 1, 67, 80), NoteOff(1.25, 1, 67)],
        [Marker(1.0, "Answer 1 T=0.9"), Marker(0.0, "Call 1")],
        ["seed 7", "model ♪"],
    )
    file = saved(take)
    assert (file.type, file.ticks_per_beat) == (1, 480)
    assert [track.name for track in file.tracks] == ["Antiphon session", "Player", "Antiphon"]
    told = [(message.time, message.type) for message in file.tracks[0]]
    assert told == [
        (0, "track_name"),
        (0, "set_tempo"),
        (0, "time_signature"),
        (0, "text"),
        (0, "text"),
        (0, "marker"),
        (960, "marker"),
        (0, "end_of_track"),
    ]
    texts = [message.text for message in file.tracks[0] if message.type in ("text", "marker")]
    assert texts == ["seed 7", "model ♪", "Call 1", "Answer 1 T=0.9"]
    answer = [(m.time, m.type) for m in file.tracks[2] if not m.is_meta]
    assert answer == [(960, "note_on"), (240, "note_off")]


def test_a_note_left_sounding_is_closed_at_the_end() -> None:
    assert part(NoteOn(0.0, 0, 60, 90), end=2.0) == [
        (0, "note_on", 60, 90),
        (1920, "note_off", 60, 0),
    ]


def test_a_note_without_length_lasts_a_tick() -> None:
    assert part(NoteOn(1.0, 0, 60, 90), NoteOff(1.0, 0, 60), NoteOn(2.0, 0, 62, 90)) == [
        (960, "note_on", 60, 90),
        (961, "note_off", 60, 0),
        (1920, "note_on", 62, 90),
        (1921, "note_off", 62, 0),
    ]


def test_a_restruck_note_first_ends() -> None:
    struck: list[MidiEvent] = [NoteOn(0.0, 0, 60, 90), NoteOn(0.5, 0, 60, 70), NoteOff(1.0, 0, 60)]
    assert part(*struck, NoteOff(1.5, 0, 60)) == [
        (0, "note_on", 60, 90),
        (480, "note_off", 60, 0),
        (480, "note_on", 60, 70),
        (960, "note_off", 60, 0),
    ]


def test_two_strokes_within_a_tick_become_the_louder() -> None:
    struck: list[MidiEvent] = [NoteOn(0.0, 0, 60, 40), NoteOff(0.0, 0, 60), NoteOn(0.0, 0, 60, 90)]
    assert part(*struck, NoteOff(1.0, 0, 60)) == [(0, "note_on", 60, 90), (960, "note_off", 60, 0)]


def test_a_pedal_left_down_is_lifted_at_the_end() -> None:
    assert part(Control(0.0, 0, 64, 127), Control(0.5, 1, 64, 127), Control(1.0, 1, 64, 0)) == [
        (0, "control_change", 64, 127),
        (480, "control_change", 64, 127),
        (960, "control_change", 64, 0),
        (960, "control_change", 64, 0),
    ]


def test_events_out_of_order_are_put_in_order() -> None:
    assert part(NoteOff(0.5, 0, 60), NoteOn(0.0, 0, 60, 90)) == [
        (0, "note_on", 60, 90),
        (480, "note_off", 60, 0),
    ]


def test_a_text_that_has_no_bytes_is_still_written() -> None:
    assert saved(Take((), (), texts=["\udcff"])).tracks[0][3].text == "?"


times = st.floats(min_value=-1.0, max_value=1e12) | st.floats(min_value=0.0, max_value=0.01)
channels, sevens = st.integers(0, 2), st.integers(0, 127)
pitches = st.integers(60, 62)
midi_events = (
    st.builds(NoteOn, times, channels, pitches, st.integers(1, 127))
    | st.builds(NoteOff, times, channels, pitches)
    | st.builds(Control, times, channels, st.sampled_from([1, 64]), sevens)
)


@given(st.lists(midi_events, max_size=40), st.lists(midi_events, max_size=10), times)
def test_any_events_make_a_file_with_balanced_notes(
    player: list[MidiEvent], antiphon: list[MidiEvent], end: float
) -> None:
    file = saved(Take(player, antiphon, end=end))
    for track in file.tracks[1:]:
        assert all(message.time >= 0 for message in track)
        assert_balanced([message for message in track if not message.is_meta])


def assert_balanced(messages: list[mido.Message]) -> None:
    ticks = itertools.accumulate(message.time for message in messages)
    onsets: dict[tuple[int, int], int] = {}
    pedals: dict[int, int] = {}
    for tick, message in zip(ticks, messages, strict=True):
        if message.type == "note_on":
            assert (message.channel, message.note) not in onsets
            onsets[message.channel, message.note] = tick
        elif message.type == "note_off":
            assert onsets.pop((message.channel, message.note)) < tick
        elif message.control == 64:
            pedals[message.channel] = message.value
    assert onsets == {}
    assert not any(pedals.values())


def test_a_take_is_read_again_as_it_was_played(tmp_path: Path) -> None:
    played: list[MidiEvent] = [
        NoteOn(0.0, 0, 60, 90),
        NoteOn(0.25, 0, 64, 80),
        NoteOff(0.5, 0, 60),
        NoteOff(0.75, 0, 64),
    ]
    (tmp_path / "take.mid").write_bytes(take_bytes(Take(played, ())))
    assert list(read_player_part(tmp_path / "take.mid").events) == played
