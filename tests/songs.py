"""MIDI files to teach, written as a DAW would write them, and some that are none."""

from collections.abc import Mapping
from pathlib import Path

import mido

from antiphon_models.music.notes import Note
from builders import phrase

# At 480 ticks a beat and the default tempo.
TICKS_A_SECOND = 960
TUNE = "D4 F4 A4 G#4 B4 D5 C#5 A#4 F#4 D#4 E4 C4"


def write_song(path: Path, *texts: str, kind: int = 1) -> Path:
    """Write a MIDI file with these phrases, a track each, on channels 1 to 9; return its path."""
    return write_tracks(
        path, [{number % 9: phrase(text)} for number, text in enumerate(texts)], kind
    )


def write_tracks(path: Path, tracks: list[Mapping[int, list[Note]]], kind: int = 1) -> Path:
    """Write a MIDI file of tracks, each with notes by channel 0..15; return its path."""
    file = mido.MidiFile(type=kind, ticks_per_beat=480)
    file.tracks += [_track(by_channel) for by_channel in tracks]
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))
    return path


def _track(by_channel: Mapping[int, list[Note]]) -> mido.MidiTrack:
    events = []
    for channel, notes in by_channel.items():
        for note in notes:
            shared = {"channel": channel, "note": note.pitch}
            on = mido.Message("note_on", velocity=note.velocity, **shared)
            events += [(note.onset, 1, on), (note.offset, 0, mido.Message("note_off", **shared))]
    track, now = mido.MidiTrack(), 0
    for time, _, message in sorted(events, key=lambda event: event[:2]):
        at = round(time * TICKS_A_SECOND)
        track.append(message.copy(time=at - now))
        now = at
    return track


def write_bad_files(folder: Path) -> dict[str, str]:
    """Write files that cannot be taught; return by name how the reason begins."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = write_song(folder / "whole.mid", TUNE).read_bytes()
    (folder / "whole.mid").unlink()
    (folder / "broken.mid").write_text("this is a shopping list")
    (folder / "empty.mid").touch()
    (folder / "cut.mid").write_bytes(whole[:40])
    write_song(folder / "silent.mid", "")
    write_tracks(folder / "drums.mid", [{9: phrase("C2 C2 D2 C2")}])
    with (folder / "huge.mid").open("wb") as file:
        file.truncate(5 * 2**20)
    return {
        "broken.mid": "is not a MIDI file: it does not begin like one",
        "empty.mid": "is not a MIDI file: it is empty",
        "cut.mid": "is cut short",
        "silent.mid": "it holds no notes",
        "drums.mid": "it holds only drums",
        "huge.mid": "is larger than 4 MiB",
    }
