import numpy as np
import pytest

from antiphon_models.motif_dictionary import MotifDictionary, find_motifs
from antiphon_models.networks.motif_config import ALPHABET as ALPHABET_KEY
from antiphon_models.networks.motif_config import ARCHITECTURE
from antiphon_models.runtime.motif_lstm import WindowStepper
from antiphon_models.runtime.motif_weights import read_motif
from antiphon_models.systems.weights_files import shipped_file
from antiphon_models.weights_file import Description, WeightsError, write_weights
from small_motif import ALPHABET, CONFIG, LINE, MOTIFS, random_tensors, small_weights, write_small


def test_what_was_exported_is_what_is_read(tmp_path):
    weights = read_motif(write_small(tmp_path / "motif.safetensors"))
    assert (weights.alphabet, weights.config, weights.motifs) == (ALPHABET, CONFIG, MOTIFS)
    assert weights.name.startswith("motif-")
    assert len(weights.name) == len("motif-") + 8
    found, expected = WindowStepper(weights), WindowStepper(small_weights())
    for token in LINE:
        found.step(token)
        expected.step(token)
    np.testing.assert_array_equal(found.logits(), expected.logits())


def test_a_dictionary_without_motifs_can_be_read_too(tmp_path):
    weights = read_motif(write_small(tmp_path / "motif.safetensors", find_motifs([])))
    assert len(weights.motifs) == 0


def refused(path, match):
    with pytest.raises(WeightsError, match=match):
        read_motif(path)


def test_a_file_of_another_network_is_refused(tmp_path):
    path = tmp_path / "other.safetensors"
    told = {ALPHABET_KEY: list(ALPHABET.pitches)}
    described = Description("note_stream", told, "", (), "", "", {})
    write_weights(path, random_tensors(), described)
    refused(path, "holds a note_stream network, not motif")


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({ALPHABET_KEY: None}, "no alphabet"),
        ({ALPHABET_KEY: [60, 59]}, "alphabet's pitches ascend"),
        ({"hidden": 0}, "no size of a network"),
        ({"pitches": 12}, "alphabet and its network do not fit"),
        ({"hidden": 13}, "is float32"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(tmp_path, changes, match):
    path = tmp_path / "motif.safetensors"
    sizes = {"pitches": 37, "hidden": 12, "embedding": 6, "steps": 5, "dropout": 0.25}
    config = {**sizes, ALPHABET_KEY: list(ALPHABET.pitches), **changes}
    described = Description(ARCHITECTURE, config, ALPHABET.vocabulary_hash, (), "", "", {})
    write_weights(path, random_tensors(), described)
    refused(path, match)


def test_motifs_outside_the_alphabet_are_refused(tmp_path):
    strange = MotifDictionary(((1, 2, 3, 40),), (2,))
    refused(write_small(tmp_path / "motif.safetensors", strange), "motifs are not in its alphabet")


def test_a_file_without_motifs_is_refused(tmp_path):
    path = write_small(tmp_path / "motif.safetensors")
    config = {"pitches": 37, "hidden": 12, "embedding": 6, "steps": 5, "dropout": 0.25}
    config[ALPHABET_KEY] = list(ALPHABET.pitches)
    described = Description(ARCHITECTURE, config, ALPHABET.vocabulary_hash, (), "", "", {})
    write_weights(path, random_tensors(), described)
    refused(path, "motifs.tokens is missing")


@pytest.mark.parametrize("name", ["motif", "motif_last"])
def test_the_shipped_files_hold_the_motifs_that_were_counted_in_bach(name):
    weights = read_motif(shipped_file(name))
    assert weights.motifs.by_length() == {4: 4484, 5: 3328, 6: 2501, 7: 1955, 8: 1559}
    assert (weights.config.hidden, weights.config.steps, len(weights.alphabet)) == (256, 16, 37)
    assert weights.name.startswith(f"{name}-")
