import pytest

pytest.importorskip("torch")

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.split import split
from antiphon_models.training.ablation import Study, Variant, measured
from antiphon_models.training.note_stream_data import Variation, columns_of
from corpora import SMALL, small_collection


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = small_collection(tmp_path_factory.mktemp("music"))
    pieces = split(read_collection(folder, styles=("bach", "jazz", "pop", "piano")))
    training, held_out = (columns_of(part) for part in pieces)
    bach = [piece for piece in training if piece.style == 1]
    return Study(training, [*held_out, *bach[:1]], steps=3, seed=1, bfloat16=False)


def test_a_variant_is_measured_on_what_is_held_out_as_written_and_as_played(study):
    found = measured(Variant(SMALL), study, "small")
    assert set(found["held_out_bits"]) == {"bach", "pop", "piano"}
    assert set(found["held_out_bits_as_played"]) == {"bach"}
    assert (found["steps"], found["seed"]) == (3, 1)


def test_the_same_seed_measures_the_same_and_every_choice_something_else(study):
    def bits(variant):
        return measured(variant, study, "small")["held_out_bits"]

    shipped = bits(Variant(SMALL))
    assert bits(Variant(SMALL)) == shipped
    for choice in (Variation(transposition=0), Variation(stretch=1.0), Variation(played_share=0.0)):
        assert bits(Variant(SMALL, variation=choice)) != shipped
    assert bits(Variant(SMALL, without_style="bach")) != shipped
