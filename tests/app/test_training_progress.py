import json
import math

import pytest

from antiphon_app.training_progress import Progress, duration


def told(*events: dict[str, object]) -> Progress:
    progress = Progress()
    for event in events:
        progress.apply(json.dumps(event).encode())
    return progress


def step(epoch: int = 3, left: float = 900.0) -> dict[str, object]:
    return {"event": "Step", "epoch": epoch, "epochs": 50, "batch": 1, "batches": 9,
            "loss": 1.5, "seconds": 100.0, "seconds_left": left}  # fmt: skip


def measure(*bits: float) -> dict[str, object]:
    styles = {f"style {number}": {"ioi": 1.0, "pitch": each} for number, each in enumerate(bits)}
    return {"event": "HeldOut", "epoch": 1, "loss": None, "bits": styles, "is_best": True}


def test_before_anything_is_learned_the_music_is_read() -> None:
    progress = Progress()
    assert progress.told() == "reading the music; the first time, that takes some minutes"
    assert progress.surprise_told() == ""
    assert math.isnan(progress.share)


def test_an_epoch_is_told_with_the_time_that_is_left() -> None:
    progress = told(step())
    assert progress.told() == "epoch 3 of 50, about 15 minutes left"
    assert progress.share == 0.1


def test_surprise_is_the_sum_of_the_heads_and_the_mean_of_the_styles() -> None:
    progress = told(measure(2.0, 4.0))
    assert progress.surprise_told() == "New music surprises it by 4.00 bits"


def test_the_best_surprise_is_told_beside_the_first() -> None:
    progress = told(measure(3.0), measure(1.25), measure(2.0))
    assert progress.surprise_told() == (
        "New music surprises it by 2.25 bits, at first by 4.00; less is better"
    )


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b"7", b"\xff", b'{"event": "Step"}', b'{"event": "HeldOut", "bits": {}}',
     b'{"event": "HeldOut", "bits": 3}', b'{"event": "Done"}', b"reading 12 files"],
)  # fmt: skip
def test_a_line_that_is_no_event_changes_nothing(line: bytes) -> None:
    progress = told(step(), measure(1.0))
    before = repr(progress)
    progress.apply(line)
    assert repr(progress) == before


def test_time_is_told_as_nearly_as_anyone_wants_it() -> None:
    assert duration(20.0) == "less than a minute left"
    assert duration(61.0) == "about 2 minutes left"
    assert duration(6000.0) == "about 2 hours left"
