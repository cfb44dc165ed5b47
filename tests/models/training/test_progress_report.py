import json

import pytest

pytest.importorskip("tqdm")

from antiphon_models.training.progress_report import (
    Bar,
    HeldOut,
    JsonLines,
    Saved,
    Step,
    duration_told,
)

MEASURE = HeldOut(2, 6.5, {"folk": {"ioi": 1.25, "pitch": 2.5}}, True)


def step(batch):
    return Step(1, 3, batch, 20, 7.25, 4.0, 100.0)


def test_json_lines_tell_each_event_by_name(capsys):
    tell = JsonLines()
    for event in (step(1), MEASURE, Saved(2, 0)):
        tell(event)
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {
        "event": "Step", "epoch": 1, "epochs": 3, "batch": 1, "batches": 20,
        "loss": 7.25, "seconds": 4.0, "seconds_left": 100.0,
    }  # fmt: skip
    assert second["bits"] == {"folk": {"ioi": 1.25, "pitch": 2.5}}
    assert third == {"event": "Saved", "epoch": 2, "batch": 0}


def test_json_lines_leave_out_steps_that_come_fast(capsys):
    tell = JsonLines()
    for batch in range(1, 21):
        tell(step(batch))
    told = [json.loads(line)["batch"] for line in capsys.readouterr().out.splitlines()]
    assert told[0] == 1
    assert told[-1] == 20
    assert len(told) < 20


def test_the_bar_says_how_long_it_will_take_and_what_was_measured(capsys):
    show = Bar()
    for batch in range(1, 11):
        show(step(batch))
    show(MEASURE)
    shown = capsys.readouterr().err
    assert "this will take about 100 s" in shown
    assert "epoch 2: loss 6.500; held out, bits a note: folk 3.750 (ioi 1.25 pitch 2.50)" in shown
    assert "the best so far" in shown


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (119, "119 s"), (120, "2 min"), (7300, "2 h 2 min")]
)
def test_times_are_told_in_words(seconds, text):
    assert duration_told(seconds) == text
