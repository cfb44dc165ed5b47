import io
import json
import pickle
import zipfile

import numpy as np
import pytest

from antiphon_models.weights_file import (
    Description,
    WeightsError,
    digest,
    read_weights,
    write_weights,
)

TENSORS = {
    "b": np.arange(6, dtype=np.float32).reshape(2, 3),
    "a": np.array([0.5], dtype=np.float32),
}
ABOUT = Description(
    "lstm", {"hidden": 2}, "words", ("any", "bach"), "made up", "none", {"nll": 1.5}
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "small.safetensors"
    write_weights(path, TENSORS, ABOUT)
    return path


def refusal(path, architecture="lstm", vocabulary="words"):
    with pytest.raises(WeightsError) as said:
        read_weights(path, architecture, vocabulary)
    message = str(said.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def with_header(path, **changes):
    """Rewrite the header's metadata, tensors untouched; None takes a key out."""
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    metadata = header["__metadata__"] | changes
    header["__metadata__"] = {key: value for key, value in metadata.items() if value is not None}
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + content[8 + size :])


def test_what_is_written_is_read(path):
    tensors, about = read_weights(path, "lstm", "words")
    assert sorted(tensors) == ["a", "b"]
    assert tensors["b"].tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert about.config == {"hidden": 2}
    assert about.styles == ("any", "bach")
    assert about.metrics == {"nll": 1.5}
    assert about.sha256 == digest(TENSORS)


def test_the_digest_depends_on_names_shapes_and_values_but_not_on_order():
    assert digest(TENSORS) == digest(dict(reversed(TENSORS.items())))
    assert digest(TENSORS) != digest(TENSORS | {"b": TENSORS["b"].reshape(3, 2)})
    assert digest(TENSORS) != digest({"c": TENSORS["a"], "b": TENSORS["b"]})


def test_nothing_is_left_beside_the_file(path):
    assert [found.name for found in path.parent.iterdir()] == ["small.safetensors"]


def test_a_changed_tensor_is_refused(path):
    content = bytearray(path.read_bytes())
    content[-1] ^= 0x01
    path.write_bytes(content)
    assert refusal(path).startswith("its sha256 does not fit")


def test_another_vocabulary_is_refused(path):
    assert refusal(path, vocabulary="others").startswith("was trained with another vocabulary")


def test_another_architecture_is_refused(path):
    assert refusal(path, architecture="gru").startswith("holds a lstm network, not gru")


@pytest.mark.parametrize("key", ["format", "architecture", "config", "vocabulary", "sha256"])
def test_a_header_without_one_of_its_lines_is_refused(path, key):
    with_header(path, **{key: None})
    assert refusal(path).startswith(f"its header says no {key}")


def test_a_header_that_is_not_json_is_refused(path):
    with_header(path, config="{hidden")
    assert refusal(path).startswith("its header is not JSON")


def test_a_future_format_is_refused(path):
    with_header(path, format="2")
    assert refusal(path).startswith("has format 2, this antiphon reads 1")


@pytest.mark.parametrize("kept", [0, 4, 8, 60, -1])
def test_a_file_cut_short_is_refused(path, kept):
    path.write_bytes(path.read_bytes()[:kept])
    assert refusal(path).startswith("damaged or cut short")


def test_a_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "none.safetensors").startswith("cannot be read (No such file")


class Trap:
    """Opening a door that nobody should open."""

    opened = False

    def __reduce__(self):
        return (setattr, (Trap, "opened", True))


def test_a_pickle_is_refused_and_never_opened(tmp_path):
    path = tmp_path / "trap.safetensors"
    path.write_bytes(pickle.dumps(Trap(), protocol=4))
    assert refusal(path).startswith("is a pickle, which is never opened")
    assert not Trap.opened


def test_a_torch_checkpoint_is_refused_and_never_opened(tmp_path):
    path, buffer = tmp_path / "trap.safetensors", io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(Trap(), protocol=2))
    path.write_bytes(buffer.getvalue())
    assert refusal(path).startswith("is a zip archive, perhaps a torch checkpoint")
    assert not Trap.opened


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_numbers_that_are_none_are_refused(tmp_path, number):
    path = tmp_path / "small.safetensors"
    write_weights(path, {"a": np.array([number], dtype=np.float32)}, ABOUT)
    assert refusal(path).startswith("a holds numbers that are not finite")
