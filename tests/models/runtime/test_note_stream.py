import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from antiphon_models.codecs.note_stream import STYLES, VOCABULARY_HASH, feed
from antiphon_models.networks.note_stream_config import ARCHITECTURE, NoteStreamConfig
from antiphon_models.runtime.note_stream import NoteStreamStepper, load_note_stream
from antiphon_models.runtime.note_stream_weights import fold
from antiphon_models.weights_file import read_weights
from builders import phrase
from corpora import SMALL, random_columns, random_tensors

DEEP = NoteStreamConfig(hidden=24, layers=3, embedding=12, head=8)
SHIPPED = Path(__file__).parents[3] / "models/antiphon_models/weights/note_stream.safetensors"
TUNE = phrase("C4 D4 E4:2 C4+E4+G4:2 B3")
BEFORE = [None, *TUNE[:-1]]


def small(config=SMALL):
    return NoteStreamStepper(fold(random_tensors(config), config, "small"))


def heard(stepper, notes=TUNE, before=BEFORE, style=1):
    for note, last in zip(notes, before, strict=True):
        stepper.step(*feed(note, last), style)
    return stepper


def answers(stepper):
    """All that a stepper says of the next note, if it is at (7, 0.3), pitch 64, velocity 9."""
    return [
        stepper.ioi_logits(),
        stepper.ioi_inside(7),
        stepper.pitch_logits(7, 0.3),
        stepper.velocity_logits(7, 0.3, 64),
        stepper.duration_logits(7, 0.3, 64, 9),
        stepper.duration_inside(12),
    ]


def same(one, other):
    return all(np.array_equal(left, right) for left, right in zip(one, other, strict=True))


def torch_errors(tensors, config, steps=1000):
    """Return the greatest difference from torch of each answer over random notes."""
    torch = pytest.importorskip("torch")
    from antiphon_models.networks.note_stream import Notes, NoteStreamNetwork  # noqa: PLC0415

    # In double precision: torch's own single precision is half of the difference otherwise.
    network = NoteStreamNetwork(config).double().eval()
    network.load_state_dict({name: torch.from_numpy(value) for name, value in tensors.items()})
    columns = random_columns(steps + 1)
    rows = [torch.from_numpy(column)[None] for column in columns[:-1]]
    notes = Notes._make([*rows, torch.from_numpy(columns[-1])])
    with torch.inference_mode():
        said = network(notes.steps(0, -1), notes.steps(1, steps + 1))
    stepper = NoteStreamStepper(fold(tensors, config, "random"))
    style, worst = int(columns[-1][0]), dict.fromkeys(said._fields, 0.0)
    for step in range(steps):
        stepper.step(*(column[step].item() for column in columns[:6]), style)
        pitch, ioi, inside, velocity = (columns[i][step + 1].item() for i in range(4))
        duration = columns[6][step + 1].item()
        found = {
            "ioi": stepper.ioi_logits(),
            "ioi_inside": stepper.ioi_inside(ioi),
            "pitch": stepper.pitch_logits(ioi, inside),
            "velocity": stepper.velocity_logits(ioi, inside, pitch),
            "duration": stepper.duration_logits(ioi, inside, pitch, velocity),
            "duration_inside": stepper.duration_inside(duration),
        }
        for name, value in found.items():
            expected = getattr(said, name)[0, step].numpy()
            if name.endswith("_inside"):
                expected = expected[ioi if name == "ioi_inside" else duration]
            worst[name] = max(worst[name], float(np.abs(expected - value).max()))
    return worst


@pytest.mark.parametrize("config", [SMALL, DEEP])
def test_a_thousand_steps_equal_torch(config):
    errors = torch_errors(random_tensors(config), config)
    assert all(error <= 1e-5 for error in errors.values()), errors


def test_a_thousand_steps_of_the_shipped_network_equal_torch():
    tensors, _ = read_weights(SHIPPED, ARCHITECTURE, VOCABULARY_HASH)
    errors = torch_errors(tensors, load_note_stream().weights.config)
    assert all(error <= 1e-5 for error in errors.values()), errors


def test_a_snapshot_brings_back_the_same_answers():
    stepper = heard(small())
    before, state = answers(stepper), stepper.snapshot()
    heard(stepper, TUNE[:3], BEFORE[:3])
    assert not same(before, answers(stepper))
    stepper.restore(state)
    assert same(before, answers(stepper))
    heard(stepper, TUNE[:3], BEFORE[:3])
    stepper.restore(state)
    assert same(before, answers(stepper))


@pytest.mark.parametrize("config", [SMALL, DEEP])
def test_a_fork_goes_its_own_way_from_the_same_place(config):
    stepper = heard(small(config))
    fork = stepper.fork()
    before = answers(stepper)
    assert same(before, answers(fork))
    heard(fork, TUNE[:2], BEFORE[:2])
    assert same(before, answers(stepper))
    heard(stepper, TUNE[:2], BEFORE[:2])
    assert same(answers(stepper), answers(fork))
    assert fork.weights is stepper.weights


def test_asking_changes_nothing():
    asked, unasked = small(), small()
    for note, last in zip(TUNE, BEFORE, strict=True):
        asked.step(*feed(note, last), 1)
        answers(asked)
        unasked.step(*feed(note, last), 1)
    assert same(answers(asked), answers(unasked))


def test_answers_stay_after_the_next_step():
    stepper = heard(small())
    logits = answers(stepper)[2]
    kept = logits.copy()
    heard(stepper)
    answers(stepper)
    assert np.array_equal(logits, kept)


def test_reset_forgets_every_note():
    fresh, stepper = small(), heard(small())
    stepper.reset()
    assert same(answers(fresh), answers(stepper))


def test_a_style_is_the_blend_that_is_all_of_it():
    blend = np.array([0.0, 1.0, *[0.0] * 7], dtype=np.float32)
    assert same(answers(heard(small(), style=1)), answers(heard(small(), style=blend)))
    half = np.array([0.0, 0.5, 0.5, *[0.0] * 6], dtype=np.float32)
    assert not same(answers(heard(small(), style=1)), answers(heard(small(), style=half)))


def test_the_place_inside_a_duration_needs_its_note():
    stepper = heard(small())
    with pytest.raises(RuntimeError, match="ask duration_logits"):
        stepper.duration_inside(3)


def test_the_shipped_network_loads_by_itself():
    stepper = load_note_stream()
    assert stepper.weights.config.hidden >= 256
    assert stepper.name.startswith("note_stream-")


def test_the_shipped_network_expects_a_scale_to_go_on():
    stepper = load_note_stream()
    scale = phrase(
        "C4 D4 E4 F4 G4 A4 B4 C5 B4 A4 G4 F4 E4 D4 C4 D4 E4 F4 G4 A4 B4 C5 B4 A4 G4 F4 E4"
    )
    heard(stepper, scale, [None, *scale[:-1]], STYLES.index("any"))
    likeliest = np.argsort(stepper.pitch_logits(int(stepper.ioi_logits().argmax()), 0.5))
    assert 62 in likeliest[-3:].tolist()


def test_stepping_needs_no_torch():
    # In an interpreter of its own: other tests here have imported torch already.
    code = (
        "import sys; from antiphon_models.runtime.note_stream import load_note_stream as load; "
        "load(); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
