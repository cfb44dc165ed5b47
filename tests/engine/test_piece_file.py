import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antiphon_engine.piece_file import (
    Piece,
    PieceError,
    encoded,
    piece_path,
    read_head,
    read_stretches,
)
from antiphon_models.music.notes import Note
from builders import line, phrase

ABOUT = {"name": "Blue.mid", "origin": "/music/Blue.mid", "added": "2026-11-20T17:00:00+00:00"}


def written(folder: Path, *voices: list[Note]) -> Path:
    piece, content = encoded(voices, **ABOUT)
    path = piece_path(folder, piece.id)
    path.write_bytes(content)
    return path


def test_a_piece_comes_back_as_it_was_written(tmp_path: Path) -> None:
    voices = [phrase("C4 E4 G4"), line([40 + number % 20 for number in range(300)])]
    path = written(tmp_path, *voices)
    stretches = list(read_stretches(path))
    assert [len(stretch.notes) for stretch in stretches] == [3, 128, 128, 44]
    assert [stretch.begins_voice for stretch in stretches] == [True, True, False, False]
    assert [note for stretch in stretches for note in stretch.notes] == voices[0] + voices[1]
    assert {stretch.piece for stretch in stretches} == {"Blue.mid"}


def test_its_first_line_tells_of_it(tmp_path: Path) -> None:
    path = written(tmp_path, phrase("C4 E4"), phrase("C3:3"))
    assert read_head(path) == Piece(path.stem, **ABOUT, notes=3, voices=2, length=1.5)


def test_the_same_notes_have_the_same_id_by_any_name() -> None:
    one = encoded([phrase("C4 E4")], **ABOUT)[0].id
    again = encoded([phrase("C4 E4")], name="b", origin="", added="")[0].id
    other = encoded([phrase("C4 D4")], **ABOUT)[0].id
    apart = encoded([phrase("C4"), phrase("E4")], **ABOUT)[0].id
    assert one == again
    assert len({one, other, apart}) == 3


@pytest.mark.parametrize(
    "part",
    [
        b"not JSON",
        b"[1, 2]",
        b'{"voice": 0, "notes": []}',
        b'{"voice": 0, "notes": [[0.0, 0.5, 60]]}',
        b'{"voice": 0, "notes": [[0.0, 0.5, 128, 80]]}',
        b'{"voice": 0, "notes": [[0.0, 0.5, 60.5, 80]]}',
        b'{"voice": 0, "notes": [[0.0, 0.5, 60, true]]}',
        b'{"voice": 0, "notes": [[NaN, 0.5, 60, 80]]}',
        b'{"voice": 0, "notes": [[1.0, 0.5, 60, 80], [0.5, 0.5, 60, 80]]}',
        b'{"voice": 2, "notes": [[0.0, 0.5, 60, 80]]}',
        # It follows a part of the same voice that is later.
        b'{"voice": 0, "notes": [[0.1, 0.5, 60, 80]]}',
    ],
)
def test_a_damaged_part_is_refused(tmp_path: Path, part: bytes) -> None:
    path = written(tmp_path, phrase("C4 E4"))
    with path.open("ab") as file:
        file.write(part + b"\n")
    stretches = read_stretches(path)
    next(stretches)
    with pytest.raises(PieceError):
        next(stretches)


def test_a_file_of_another_version_or_kind_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, phrase("C4 E4"))
    first, rest = path.read_bytes().split(b"\n", 1)
    for change in ({"version": 2}, {"type": "session"}, {"notes": "many"}, {"name": 3}):
        path.write_bytes(json.dumps({**json.loads(first), **change}).encode() + b"\n" + rest)
        with pytest.raises(PieceError):
            read_head(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 400), noise=st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(tmp_path: Path, cut: int, noise: bytes) -> None:
    path = written(tmp_path, phrase("C4 E4 G4"), phrase("C3"))
    content = path.read_bytes()
    path.write_bytes(content[:cut] + noise + content[cut + len(noise) :])
    try:
        stretches = list(read_stretches(path))
    except PieceError:
        return
    assert all(stretch.notes for stretch in stretches)
