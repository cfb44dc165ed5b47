import numpy as np
import pytest

pytest.importorskip("torch")

from torch import from_numpy

from antiphon_models.codecs.note_stream import STYLES, VOCABULARY_HASH
from antiphon_models.training.note_stream_export import export
from antiphon_models.training.note_stream_initial import STYLE_ROWS
from antiphon_models.weights_file import read_weights
from corpora import SMALL, random_tensors


def exported(folder, trained):
    tensors = random_tensors(SMALL)
    weights = {name: from_numpy(tensor) for name, tensor in tensors.items()}
    export(folder / "w.safetensors", weights, SMALL, {"seed": 3}, trained)
    return tensors, *read_weights(folder / "w.safetensors", "note_stream", VOCABULARY_HASH)


def test_a_style_that_was_not_trained_speaks_as_any(tmp_path):
    tensors, found, _ = exported(tmp_path, {"any", "jazz", "fiddle"})
    for index, style in enumerate(STYLES):
        learned = index if style in ("any", "jazz", "fiddle") else STYLES.index("any")
        assert np.array_equal(found[STYLE_ROWS][index], tensors[STYLE_ROWS][learned])


def test_the_header_names_the_data_and_terms_of_what_was_trained_alone(tmp_path):
    _, _, description = exported(tmp_path, {"jazz", "pop", "piano"})
    assert description.data == "Weimar Jazz Database 1.2 (Jazzomat Research Project); POP909"
    assert description.licence == (
        "weights: GPL-3.0-or-later, with the project; data: "
        "Weimar Jazz Database ODbL 1.0, POP909 MIT"
    )
    assert description.metrics == {"seed": 3, "trained_styles": ["any", "jazz", "pop", "piano"]}


def test_weights_of_data_that_may_not_be_given_on_say_so(tmp_path):
    _, _, description = exported(tmp_path, {"folk"})
    assert "do not give these weights on" in description.licence
