import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.note_stream import Notes, NoteStreamNetwork  # noqa: E402
from antiphon_models.networks.note_stream_config import (  # noqa: E402
    NoteStreamConfig,
    tensor_shapes,
)
from corpora import SMALL, random_columns  # noqa: E402


def notes(count, seed=0):
    *columns, style = random_columns(count, seed)
    return Notes._make(
        [torch.from_numpy(column)[None] for column in columns] + [torch.from_numpy(style)]
    )


@pytest.fixture
def network():
    torch.manual_seed(0)
    return NoteStreamNetwork(SMALL).eval()


def predictions(network, melody):
    with torch.inference_mode():
        return network(melody.steps(0, -1), melody.steps(1, melody.pitch.shape[1]))


@pytest.mark.parametrize("layers", [1, 2])
def test_the_tensors_are_those_that_the_config_declares(layers):
    config = NoteStreamConfig(hidden=24, layers=layers, embedding=12, head=8)
    shapes = {k: tuple(v.shape) for k, v in NoteStreamNetwork(config).state_dict().items()}
    assert shapes == tensor_shapes(config)


def test_each_head_has_a_logit_for_each_bin(network):
    found = predictions(network, notes(6))
    assert [tuple(tensor.shape) for tensor in found] == [
        (1, 5, 40),
        (1, 5, 40),
        (1, 5, 128),
        (1, 5, 16),
        (1, 5, 40),
        (1, 5, 40),
    ]


def test_no_prediction_sees_what_comes_later(network):
    melody = notes(8)
    pitch = melody.pitch.clone()
    pitch[0, 6] = (pitch[0, 6] + 1) % 128
    before, after = predictions(network, melody), predictions(network, melody._replace(pitch=pitch))
    # Step 5 predicts note 6: its ioi and pitch must not know the pitch, later heads must.
    assert torch.equal(before.ioi[:, :6], after.ioi[:, :6])
    assert torch.equal(before.pitch[:, :6], after.pitch[:, :6])
    assert not torch.equal(before.velocity[:, 5], after.velocity[:, 5])
    assert not torch.equal(before.ioi[:, 6], after.ioi[:, 6])


def test_the_pitch_is_told_when_it_will_sound(network):
    melody = notes(4)
    ioi = melody.ioi_bin.clone()
    ioi[0, 3] = (ioi[0, 3] + 5) % 40
    before, after = predictions(network, melody), predictions(network, melody._replace(ioi_bin=ioi))
    assert torch.equal(before.ioi[:, 2], after.ioi[:, 2])
    assert not torch.equal(before.pitch[:, 2], after.pitch[:, 2])


def test_style_changes_what_is_predicted(network):
    melody = notes(4)
    other = melody._replace(style=(melody.style + 1) % 5)
    assert not torch.equal(predictions(network, melody).pitch, predictions(network, other).pitch)


def test_places_inside_bins_lie_between_nought_and_one(network):
    found = predictions(network, notes(20))
    for inside in (found.ioi_inside, found.duration_inside):
        assert 0.0 <= float(inside.min()) <= float(inside.max()) <= 1.0
