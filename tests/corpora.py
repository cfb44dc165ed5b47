"""Small corpora in the formats of the real ones, and where the real ones lie."""

import os
from dataclasses import asdict
from pathlib import Path

import mido
import numpy as np
import pytest

from antiphon_models.codecs.note_stream import (
    DURATION,
    IOI,
    PITCHES,
    STYLES,
    UNKNOWN_VELOCITY,
    VOCABULARY_HASH,
)
from antiphon_models.networks.note_stream_config import (
    ARCHITECTURE,
    NoteStreamConfig,
    tensor_shapes,
)
from antiphon_models.weights_file import TRAINED_STYLES, Description, write_weights

SMALL = NoteStreamConfig(hidden=24, layers=1, embedding=12, head=8, dropout=0.0)
BACH_HEADER = "movement\tonset_ql\tduration_ql\tmidi_pitch\tgrace\tvoice\n"


def real_data() -> Path:
    """Return the folder of the real corpora; skips the test if there is none."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("ANTIPHON_DATA", beside))
    if not (folder / "jazz-solos" / "notes.csv").exists():
        pytest.skip("the corpora are not here; name their folder in ANTIPHON_DATA")
    return folder


def write_song(
    path: Path, tracks: dict[str, list[tuple[int, int, int, int]]], channel: int = 0
) -> None:
    """Write tracks of (pitch, velocity, onset tick, length in ticks), 480 to a beat, 120 bpm."""
    song = mido.MidiFile(ticks_per_beat=480)
    song.tracks.append(mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=500_000, time=0)]))
    for name, notes in tracks.items():
        events = [
            event
            for pitch, velocity, onset, length in notes
            for event in ((onset, pitch, velocity), (onset + length, pitch, 0))
        ]
        track = mido.MidiTrack([mido.MetaMessage("track_name", name=name, time=0)])
        tick = 0
        for when, pitch, velocity in sorted(events):
            track.append(
                mido.Message(
                    "note_on", channel=channel, note=pitch, velocity=velocity, time=when - tick
                )
            )
            tick = when
        song.tracks.append(track)
    song.save(path)


def small_collection(folder: Path) -> Path:
    """Write a folder as `antiphon train` wants it: five movements, five solos, two songs."""
    for name in ("bach-violin", "jazz-solos", "pop-songs"):
        (folder / name).mkdir(parents=True)
    rows = [
        f"mov{piece}\t{beat / 2}\t0.5\t{60 + (beat * 2 + piece) % 12}\t0\t1\n"
        for piece in range(5)
        for beat in range(40)
    ]
    (folder / "bach-violin" / "notes.tsv").write_text(BACH_HEADER + "".join(rows))
    solos = [
        f"solo{piece},{55 + (step * 3 + piece) % 20},{step * 0.2:.3f},0.15\n"
        for piece in range(5)
        for step in range(40)
    ]
    (folder / "jazz-solos" / "notes.csv").write_text(
        "solo,pitch,onset_s,duration_s\n" + "".join(solos)
    )
    melody = [(60 + step % 7, 80, step * 240, 200) for step in range(30)]
    piano = [(40 + step % 5, 60, step * 480, 400) for step in range(15)]
    # Of these two the second is held out by the rule.
    for name in ("001", "010"):
        write_song(folder / "pop-songs" / f"{name}.mid", {"MELODY": melody, "PIANO": piano})
    return folder


def random_tensors(config: NoteStreamConfig, seed: int = 0) -> dict[str, np.ndarray]:
    """Return random weights of a note-stream network, by torch's names."""
    rng = np.random.default_rng(seed)
    return {
        name: rng.normal(0.0, 0.3, shape).astype(np.float32)
        for name, shape in tensor_shapes(config).items()
    }


def small_weights(path: Path, styles: tuple[str, ...], seed: int = 0) -> Path:
    """Write a small network of random weights that was trained, so it says, on `styles`."""
    described = Description(
        ARCHITECTURE, asdict(SMALL), VOCABULARY_HASH, STYLES, "", "", {TRAINED_STYLES: styles}
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_weights(path, random_tensors(SMALL, seed), described)
    return path


def random_columns(count: int, seed: int = 0) -> list[np.ndarray]:
    """Return random codec columns in the order of Stream, and a style after them."""
    rng = np.random.default_rng(seed)
    whole = [PITCHES, IOI.count, 0, UNKNOWN_VELOCITY + 1, DURATION.count, 0, DURATION.count, 0]
    columns = [
        rng.integers(0, most, count) if most else rng.random(count, dtype=np.float32)
        for most in whole
    ]
    return [*columns, np.array([int(rng.integers(0, len(STYLES)))])]


def melody_folder(folder: Path, events: int = 2691) -> Path:
    """Write MIDI files with the names and counts of the Yugoslavian set: 119 songs, 25 pitches."""
    rng = np.random.default_rng(0)
    songs = 119
    for song in range(songs):
        length = events // songs + (song < events % songs)
        # Mostly steps, so that there is something to learn; each pitch of 25 somewhere.
        pitch = 55 + song % 25
        notes = []
        for index in range(length):
            notes.append((pitch, 80, index * 240, 200))
            pitch = 55 + (pitch - 55 + int(rng.choice([-2, -1, 1, 2]))) % 25
        write_song(folder / f"jugos{song + 1:03}.mid", {"MELODY": notes})
    return folder
