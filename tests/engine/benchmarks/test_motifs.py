"""Two memories grow side by side and are compared over as many notes."""

from antiphon_engine.benchmarks.motifs import measure


def test_both_sizes_are_measured_over_as_many_notes():
    figures = {figure.key: figure for figure in measure(large=10_500, compared=100)}
    assert figures["motifs.small"].count == figures["motifs.large"].count == 100
    assert figures["motifs.all"].count == 10_500
    assert figures["motifs.large"].what == "at 10,500 notes"
