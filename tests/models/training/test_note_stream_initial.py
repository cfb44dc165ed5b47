from dataclasses import asdict

import numpy as np
import pytest

pytest.importorskip("torch")

from antiphon_models.codecs.note_stream import STYLES, vocabulary_hash
from antiphon_models.training.note_stream_initial import STYLE_ROWS, read_initial
from antiphon_models.weights_file import Description, WeightsError, write_weights
from corpora import SMALL, random_tensors


def weights_file(folder, styles, vocabulary=None):
    tensors = random_tensors(SMALL)
    tensors[STYLE_ROWS] = tensors[STYLE_ROWS][: len(styles)]
    description = Description(
        *("note_stream", asdict(SMALL), vocabulary or vocabulary_hash(styles), tuple(styles)),
        *("made up", "none", {}),
    )
    write_weights(folder / "w.safetensors", tensors, description)
    return folder / "w.safetensors", tensors


def test_a_file_of_fewer_styles_in_another_order_begins_with_each_style_in_its_place(tmp_path):
    path, tensors = weights_file(tmp_path, ("jazz", "any", "bach"))
    weights, config, trained = read_initial(path)
    rows = dict(zip(STYLES, weights[STYLE_ROWS].numpy(), strict=True))
    jazz, free, bach = tensors[STYLE_ROWS]
    assert np.array_equal(rows["jazz"], jazz)
    assert np.array_equal(rows["bach"], bach)
    for style in ("any", "pop", "piano", "fiddle", "folk", "chorale", "mine"):
        assert np.array_equal(rows[style], free)
    assert (config, trained) == (SMALL, ("jazz", "any", "bach"))


def test_all_else_comes_as_it_is(tmp_path):
    path, tensors = weights_file(tmp_path, STYLES)
    weights, _, _ = read_initial(path)
    assert all(np.array_equal(weights[name].numpy(), tensors[name]) for name in tensors)


def test_a_file_of_another_codec_is_refused(tmp_path):
    path, _ = weights_file(tmp_path, STYLES, vocabulary="another")
    with pytest.raises(WeightsError, match="was trained with another vocabulary"):
        read_initial(path)
