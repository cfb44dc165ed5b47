"""A melody on the grid as a MIDI file.

Knows quarter lengths and mido; knows no network. After papers/001, 2.7.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import mido

from antiphon_models.codecs.time_grid import GridNote

TICKS_IN_QUARTER: Final = 480
VELOCITY: Final = 80


def write_melody(path: Path, notes: Sequence[GridNote], tempo_bpm: float = 120.0) -> None:
    """Write the notes, which do not overlap, as one track at `tempo_bpm`."""
    tempo = mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo_bpm), time=0)
    track, now = mido.MidiTrack([tempo]), 0
    for note in notes:
        begin = round(note.onset * TICKS_IN_QUARTER)
        length = round(note.duration * TICKS_IN_QUARTER)
        track.append(mido.Message("note_on", note=note.pitch, velocity=VELOCITY, time=begin - now))
        track.append(mido.Message("note_off", note=note.pitch, velocity=0, time=length))
        now = begin + length
    song = mido.MidiFile(type=0, ticks_per_beat=TICKS_IN_QUARTER, tracks=[track])
    song.save(path)
