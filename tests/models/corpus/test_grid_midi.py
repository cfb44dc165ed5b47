from pathlib import Path

import pytest

from antiphon_models.codecs.time_grid import decoded
from antiphon_models.corpus.grid_midi import write_melody
from antiphon_models.corpus.midi_tracks import read_midi_tracks

SYMBOLS = ("60", "_", "_", "_", "r", "_", "62", "_", "62")


def test_a_melody_is_read_from_its_file_as_it_was_written(tmp_path: Path) -> None:
    write_melody(
        tmp_path / "m.mid",
        decoded(SYMBOLS),
        tempo_bpm=90.0,
    )
    [track] = read_midi_tracks(tmp_path / "m.mid")
    sixteenth = 60 / 90 / 4
    found = [(n.pitch, n.onset / sixteenth, n.duration / sixteenth) for n in track.notes]
    assert found == [
        (60, pytest.approx(0, abs=1e-3), pytest.approx(4, abs=1e-3)),
        (62, pytest.approx(6, abs=1e-3), pytest.approx(2, abs=1e-3)),
        (62, pytest.approx(8, abs=1e-3), pytest.approx(1, abs=1e-3)),
    ]
