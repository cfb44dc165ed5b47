import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.midi_file import MidiFileError, PlayerPart, read_player_part

# Two notes in 96 ticks a quarter note at the default 120 beats a minute.
MELODY = bytes.fromhex("00903c40 60803c00 00904050 60804000 00ff2f00")
MELODY_EVENTS = (
    NoteOn(0.0, 0, 60, 64),
    NoteOff(0.5, 0, 60),
    NoteOn(0.5, 0, 64, 80),
    NoteOff(1.0, 0, 64),
)
END = bytes.fromhex("00ff2f00")


def chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4) + content


def midi(*tracks: bytes, kind: int = 1, division: bytes = b"\x00\x60") -> bytes:
    header = kind.to_bytes(2) + len(tracks).to_bytes(2) + division
    return chunk(b"MThd", header) + b"".join(chunk(b"MTrk", track) for track in tracks)


def read(tmp_path: Path, content: bytes, track: str | None = None) -> PlayerPart:
    path = tmp_path / "in.mid"
    path.write_bytes(content)
    return read_player_part(path, track)


def events_of(tmp_path: Path, *tracks: str, kind: int = 1) -> tuple[MidiEvent, ...]:
    return read(tmp_path, midi(*map(bytes.fromhex, tracks), kind=kind)).events


def complaint(tmp_path: Path, content: bytes, track: str | None = None) -> str:
    with pytest.raises(MidiFileError) as refused:
        read(tmp_path, content, track)
    text = str(refused.value)
    assert text.startswith(f"{tmp_path / 'in.mid'}: ")
    assert "\n" not in text
    return text.removeprefix(f"{tmp_path / 'in.mid'}: ")


def test_a_melody_is_read_in_seconds(tmp_path: Path) -> None:
    assert read(tmp_path, midi(MELODY, kind=0)) == PlayerPart(MELODY_EVENTS, {})


def test_tracks_of_type_1_sound_together_and_those_of_type_2_in_turn(tmp_path: Path) -> None:
    low = "00913060 60813000 00ff2f00"
    assert [event.time for event in events_of(tmp_path, MELODY.hex(), low)] == [
        0.0,
        0.0,
        0.5,
        0.5,
        0.5,
        1.0,
    ]
    in_turn = events_of(tmp_path, MELODY.hex(), low, kind=2)
    assert in_turn == (*MELODY_EVENTS, NoteOn(1.0, 1, 48, 96), NoteOff(1.5, 1, 48))


def test_the_tempo_of_one_track_holds_for_all(tmp_path: Path) -> None:
    # 60 beats a minute, and 240 from the second beat on.
    tempo = "00ff51030f4240 60ff510303d090 00ff2f00"
    times = [event.time for event in events_of(tmp_path, tempo, MELODY.hex())]
    assert times == [0.0, 1.0, 1.0, 1.25]


def test_pieces_of_type_2_keep_their_own_tempo(tmp_path: Path) -> None:
    slow = "00ff51030f4240" + MELODY.hex()
    times = [event.time for event in events_of(tmp_path, slow, MELODY.hex(), kind=2)]
    assert times == [0.0, 1.0, 1.0, 2.0, 2.0, 2.5, 2.5, 3.0]


@pytest.mark.parametrize(
    ("division", "seconds"),
    [("e728", 0.096), ("e828", 0.1), ("e764", 0.0384), ("e350", 96 * 1001 / 30000 / 80)],
)
def test_a_division_in_frames_knows_no_tempo(tmp_path: Path, division: str, seconds: float) -> None:
    slow = bytes.fromhex("00ff51030f4240")
    content = midi(slow + MELODY, division=bytes.fromhex(division))
    assert read(tmp_path, content).events[1].time == pytest.approx(seconds)


@pytest.mark.parametrize("division", ["0000", "e700", "9c28"])
def test_an_impossible_division_is_refused(tmp_path: Path, division: str) -> None:
    text = complaint(tmp_path, midi(MELODY, division=bytes.fromhex(division)))
    assert text.startswith("is not a MIDI file: its header ")


def test_running_status_and_velocity_0_are_understood(tmp_path: Path) -> None:
    assert events_of(tmp_path, "00903c40 603c00 004050 604000 00ff2f00") == MELODY_EVENTS


def test_running_status_survives_meta_and_sysex(tmp_path: Path) -> None:
    sewn = "00903c40 00ff0102 6869 60 3c00 00f003 0102f7 004050 00fe 604000 00ff2f00"
    part = read(tmp_path, midi(bytes.fromhex(sewn)))
    assert part == PlayerPart(MELODY_EVENTS, {"clock": 1, "sysex": 1})


def test_overlaps_stray_offs_and_zero_lengths_are_handed_on_as_played(tmp_path: Path) -> None:
    odd = "00803e00 00903c40 00903c50 60803c00 00803c00 00904040 00804000 00ff2f00"
    assert events_of(tmp_path, odd) == (
        NoteOff(0.0, 0, 62),
        NoteOn(0.0, 0, 60, 64),
        NoteOn(0.0, 0, 60, 80),
        NoteOff(0.5, 0, 60),
        NoteOff(0.5, 0, 60),
        NoteOn(0.5, 0, 64, 64),
        NoteOff(0.5, 0, 64),
    )


def test_controllers_are_heard_and_other_messages_counted(tmp_path: Path) -> None:
    mixed = "00b0407f 00c005 00a03c10 00d010 00e00040 00f20102 00f8" + MELODY.hex()
    part = read(tmp_path, midi(bytes.fromhex(mixed)))
    assert part.events == (Control(0.0, 0, 64, 127), *MELODY_EVENTS)
    assert part.skipped == {
        "aftertouch": 2,
        "clock": 1,
        "pitch bends": 1,
        "programs": 1,
        "system messages": 1,
    }


def test_a_track_is_chosen_by_name_or_number(tmp_path: Path) -> None:
    lead = bytes.fromhex("00ff0304 4c656164") + MELODY
    content = midi(bytes.fromhex("00913060 60813000") + END, lead)
    assert read(tmp_path, content, "Lead").events == MELODY_EVENTS
    assert read(tmp_path, content, "2").events == MELODY_EVENTS
    assert complaint(tmp_path, content, "Bass") == "has no track 'Bass'; it has 1 '', 2 'Lead'"


def test_a_file_cut_in_its_only_track_is_refused(tmp_path: Path) -> None:
    text = complaint(tmp_path, midi(MELODY)[:-10])
    assert text == "is cut short within its first music; export it again"


def test_a_file_cut_in_a_later_track_keeps_the_whole_ones(tmp_path: Path) -> None:
    part = read(tmp_path, midi(MELODY, MELODY)[:-10])
    assert part == PlayerPart(MELODY_EVENTS, {"cut tracks": 1, "damaged messages": 1})
    without_second = midi(MELODY, MELODY)[: -len(MELODY) - 8]
    assert read(tmp_path, without_second) == PlayerPart(MELODY_EVENTS, {"missing tracks": 1})


def test_a_track_that_ends_in_order_is_whole_whatever_its_length_says(tmp_path: Path) -> None:
    content = bytearray(midi(MELODY))
    content[18:22] = b"\xff\xff\xff\xff"
    assert read(tmp_path, bytes(content)).events == MELODY_EVENTS


def test_data_bytes_that_are_none_are_skipped_and_counted(tmp_path: Path) -> None:
    part = read(tmp_path, midi(bytes.fromhex("00903cff") + MELODY))
    assert part == PlayerPart(MELODY_EVENTS, {"damaged messages": 1})


def test_a_midi_file_in_a_riff_wrapper_is_read(tmp_path: Path) -> None:
    inside = midi(MELODY)
    content = b"RIFF" + bytes(4) + b"RMIDdata" + len(inside).to_bytes(4, "little") + inside
    assert read(tmp_path, content).events == MELODY_EVENTS


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "is not a MIDI file: it is empty; choose a .mid file"),
        (b"PK\x03\x04", "is not a MIDI file: it does not begin like one; choose a .mid file"),
        (b"MThd\x00", "is not a MIDI file: it ends within its header; choose a .mid file"),
        (midi(kind=9), "is not a MIDI file: it is of type 9, and there are 0, 1 and 2"),
        (midi(END), "it holds no notes; choose one in which somebody plays"),
    ],
)
def test_what_cannot_be_played_is_refused_by_name(
    tmp_path: Path, content: bytes, text: str
) -> None:
    assert complaint(tmp_path, content).startswith(text)


def test_music_longer_than_a_day_is_refused(tmp_path: Path) -> None:
    late = bytes.fromhex("00ff5103ffffff ffffff7f903c40 00803c00 00ff2f00")
    text = complaint(tmp_path, midi(late, division=b"\x00\x01"))
    assert text.startswith("lasts longer than a day")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mid", tmp_path):
        with pytest.raises(MidiFileError, match="cannot be read"):
            read_player_part(path)


def test_a_header_that_promises_too_much_costs_nothing(tmp_path: Path) -> None:
    content = bytearray(midi(MELODY))
    content[10:12] = b"\xff\xff"
    tracemalloc.start()
    part = read(tmp_path, bytes(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert part == PlayerPart(MELODY_EVENTS, {"missing tracks": 65534})
    assert peak < 8_000_000


def read_or_refuse(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        part = read_player_part(path)
    except MidiFileError:
        return
    times = [event.time for event in part.events]
    assert times == sorted(times)
    assert 0.0 <= times[0] <= times[-1] <= 24 * 3600


fuzz = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@fuzz
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    read_or_refuse(tmp_path / "in.mid", content)


@fuzz
@given(
    tracks=st.lists(st.binary(max_size=120), max_size=3),
    kind=st.integers(0, 2),
    division=st.binary(min_size=2, max_size=2),
)
def test_any_tracks_are_read_or_refused(
    tmp_path: Path, tracks: list[bytes], kind: int, division: bytes
) -> None:
    read_or_refuse(tmp_path / "in.mid", midi(*tracks, kind=kind, division=division))


@fuzz
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(midi(MELODY, bytes.fromhex("00b0407f") + MELODY, MELODY))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(10, len(content))) :]
    read_or_refuse(tmp_path / "in.mid", bytes(content))
