import numpy as np
import pytest

from antiphon_models.codecs.note_stream import STYLES, VOCABULARY_HASH
from antiphon_models.networks.note_stream_config import ARCHITECTURE
from antiphon_models.runtime.note_stream_weights import fold, read_note_stream
from antiphon_models.weights_file import Description, WeightsError, write_weights
from corpora import SMALL, random_tensors

CONFIG = {"hidden": 24, "layers": 1, "embedding": 12, "head": 8, "dropout": 0.0}


def written(path, tensors=None, config=None):
    description = Description(
        ARCHITECTURE, config or CONFIG, VOCABULARY_HASH, STYLES, "made up", "none", {}
    )
    write_weights(path, random_tensors(SMALL) if tensors is None else tensors, description)
    return path


def test_weights_are_named_after_their_file_and_content(tmp_path):
    weights = read_note_stream(written(tmp_path / "mine.safetensors"))
    other = read_note_stream(written(tmp_path / "other.safetensors", random_tensors(SMALL, 1)))
    assert weights.name.startswith("mine-")
    assert len(weights.name) == len("mine-") + 8
    assert weights.name[-8:] != other.name[-8:]


def test_a_folded_row_is_the_embedding_through_the_input_matrix():
    tensors = random_tensors(SMALL)
    folded = fold(tensors, SMALL, "small")
    row = tensors["lstm.weight_ih_l0"] @ tensors["fed_pitch.weight"][60]
    given, forget, candidate, out = np.split(row, 4)
    expected = np.concatenate([given / 2, forget / 2, out / 2, candidate])
    assert np.allclose(folded.fed_pitch[60], expected, atol=1e-5)


def test_a_missing_tensor_is_named(tmp_path):
    tensors = random_tensors(SMALL)
    del tensors["project.bias"]
    with pytest.raises(WeightsError, match=r"x\.safetensors: the tensor project\.bias is missing"):
        read_note_stream(written(tmp_path / "x.safetensors", tensors))


def test_a_wrong_shape_is_named(tmp_path):
    tensors = random_tensors(SMALL)
    tensors["fed_pitch.weight"] = np.zeros((127, 12), dtype=np.float32)
    with pytest.raises(WeightsError, match=r"fed_pitch\.weight is float32 \(127, 12\), not"):
        read_note_stream(written(tmp_path / "x.safetensors", tensors))


def test_a_strange_tensor_is_named(tmp_path):
    tensors = random_tensors(SMALL) | {"virus": np.zeros(3, dtype=np.float32)}
    with pytest.raises(WeightsError, match="virus belongs to no such network"):
        read_note_stream(written(tmp_path / "x.safetensors", tensors))


@pytest.mark.parametrize("hidden", [None, 0, -3, "many", 10**9, True])
def test_a_header_without_a_size_is_refused(tmp_path, hidden):
    config = CONFIG | {"hidden": hidden}
    with pytest.raises(WeightsError, match=r"gives no size of a network|not float32"):
        read_note_stream(written(tmp_path / "x.safetensors", config=config))
