"""Papers/000's study in a few sentences, and its numbers beside the published ones.

Knows the study's results; knows no page.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from antiphon_models.evaluation.motif_entropy import PUBLISHED
from antiphon_models.evaluation.motif_study import CODED, Condition
from antiphon_models.evaluation.study_page import Cell

Results = Mapping[str, Any]
BESIDE = ("what", "paper", "here", "why")
AS_PAPER = Condition(CODED, 0.25).name


def summary(found: Results) -> str:
    """Return the study's findings in a few sentences."""
    told, data = found["networks"]["published"]["compared"][AS_PAPER], found["data"]
    cool = _coolest_fit(found)
    return (
        f"The expected entropy of 1000 notes is {data['expected_entropy']:.3f} on BWV 1001-1006, "
        f"where the paper has {PUBLISHED:.3f} on other files. With motifs as the paper's program "
        f"takes them, at threshold 0.25, the mean distance from it falls from "
        f"{told['deviation_alone']:.2f} to {told['deviation']:.2f} bits over temperatures 1-10 "
        f"(paired t-test of the entropies p = {told['p_entropy']:.3f}, of the distances "
        f"p = {told['p_deviation']:.2f}), but {percent(told['looping'])} of the lines end in a "
        f"loop, which entropy does not notice. The network alone, at temperature "
        f"{cool['temperature']:.1f}, is {abs(cool['entropy'] - data['expected_entropy']):.2f} bits "
        f"from what is expected, and {percent(cool['looping'])} of its lines loop."
    )


def beside(found: Results) -> list[list[Cell]]:
    """Return a row for each of the paper's claims: what, published, measured here, and why."""
    data = found["data"]
    told = found["networks"]["published"]["compared"]
    low, high = told[Condition(CODED, 0.10).name], told[AS_PAPER]
    return [
        ["Expected entropy at 1000 notes", f"{PUBLISHED:.3f}", f"{data['expected_entropy']:.3f}",
         "other files: the paper's are music21's corpus and a private folder of MIDI; the "
         f"movements here spread by {data['spread_entropy']:.2f}"],
        ["Segments of music", "75", f"{data['segments']} ({data['segments_over_256_notes']} over "
         "256 notes)", "the same"],
        ["Motifs bring the mean entropy nearer", "yes, consistently",
         f"threshold 0.10: at {percent(low['closer'])} of temperatures; 0.25: at "
         f"{percent(high['closer'])}",
         "where the gate is always open, at high temperatures, entropy falls far below"],
        ["Paired t-test, with and without", "p < 0.05",
         f"entropies: p = {low['p_entropy']:.3f} and {high['p_entropy']:.3f}; distances from the "
         f"expected: p = {low['p_deviation']:.2f} and {high['p_deviation']:.2f}",
         "the paper tests the entropies; nearness is what it claims. Ten temperatures of one "
         "network are no ten experiments"],
        ["Trials with motifs vary less", "yes",
         f"at {percent(low['tighter'])} and {percent(high['tighter'])} of temperatures",
         "lines that have locked into a loop and lines that have not differ much"],
        ["Dissonance ratio", "proposed, not measured",
         f"Bach {data['dissonance']:.2f}, with motifs {high['dissonance']:.2f}",
         "melodic intervals of a second, a seventh or a tritone"],
    ]  # fmt: skip


def _coolest_fit(found: Results) -> Mapping[str, float]:
    """The temperature at which the network alone is nearest to the expected entropy."""
    expected = found["data"]["expected_entropy"]
    rows: Sequence[Mapping[str, float]] = found["networks"]["published"]["cooled"]
    return min(rows, key=lambda row: abs(row["entropy"] - expected))


def percent(share: float) -> str:
    """Return a share in whole per cent."""
    return f"{100 * share:.0f} %"
