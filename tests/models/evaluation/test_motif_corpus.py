import pytest

from antiphon_models.codecs.pitch_sequence import PitchSequence
from antiphon_models.corpus.violin_pitches import TABLE, read_violin_table
from antiphon_models.evaluation.motif_corpus import corpus_facts, motif_facts
from corpora import real_data


def test_a_motif_is_shared_if_two_segments_have_it():
    one, other = (1, 2, 3, 4, 9, 1, 2, 3, 4), (5, 2, 3, 4, 9, 7)
    rows = motif_facts([PitchSequence("a", one), PitchSequence("b", other)])
    assert rows[0] == {"length": 4, "motifs": 2, "share": pytest.approx(4 / 12), "shared": 1}
    assert [row["motifs"] for row in rows[1:]] == [0, 0, 0, 0]


def test_bach_is_as_it_was_measured_before():
    facts = corpus_facts(read_violin_table(real_data() / TABLE), seed=1)
    assert (facts["segments"], facts["segments_over_256_notes"]) == (32, 30)
    assert (facts["notes"], facts["pitches"], facts["looping"]) == (26044, 37, 0.0)
    assert round(facts["noise_entropy"], 1) == 4.1
    assert facts["plain_entropy"] == pytest.approx(4.324, abs=0.002)
    assert facts["weighted_entropy"] == pytest.approx(2.948, abs=0.002)
