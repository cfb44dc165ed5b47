import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from antiphon_engine.taste_file import KeptTaste, TasteError, read_taste, write_taste
from antiphon_models.learned_taste import LearnedTaste

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TASTE = LearnedTaste({"leap": 0.1 + 0.2, "pace": -0.25}, good=9, bad=5)


def test_a_taste_survives_exactly(tmp_path: Path) -> None:
    for kept in (KeptTaste(TASTE, 0.81), KeptTaste(TASTE, 0.81, NOON), KeptTaste()):
        write_taste(tmp_path / "home" / "taste.json", kept)
        assert read_taste(tmp_path / "home" / "taste.json") == kept


def test_without_a_file_nothing_was_learned(tmp_path: Path) -> None:
    assert read_taste(tmp_path / "taste.json") == KeptTaste(LearnedTaste(), 0.5, None)


def changed_file(path: Path, **changes: object) -> Path:
    write_taste(path, KeptTaste(TASTE, 0.81))
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    return path


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"version": 2}, "is of version 2, not 1"),
        ({"type": "take"}, "holds no taste"),
        ({"weights": {"leap": 1.0, "swing": 1.0}}, "weighs 'swing', which is not known here"),
        ({"weights": {"leap": "much"}}, "is damaged"),
        ({"weights": {"leap": 1e999}}, "is damaged"),
        ({"weights": [1, 2]}, "is damaged"),
        ({"good": None}, "is damaged"),
        ({"since": "yesterday"}, "is damaged"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    path = changed_file(tmp_path / "taste.json", **changes)
    with pytest.raises(TasteError) as refused:
        read_taste(path)
    assert str(refused.value) == f"{path}: {reason}; 'antiphon train taste' learns it anew"


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"[]", b"[" * 100_000, b'{"type":"taste"}'])
def test_any_bytes_are_a_taste_or_an_error_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "taste.json").write_bytes(content)
    with pytest.raises(
        TasteError, match=r"taste\.json: .*; 'antiphon train taste' learns it anew$"
    ):
        read_taste(tmp_path / "taste.json")
