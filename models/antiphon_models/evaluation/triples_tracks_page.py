"""Papers/002's study as a page, second half: the rhythm, and the tracks that were made.

Knows what was found and how it is told; measures nothing.
"""

from collections.abc import Sequence

from antiphon_models.evaluation.study_page import StudyPage
from antiphon_models.evaluation.triples_figures import histograms, scatter, steps
from antiphon_models.evaluation.triples_made import Made
from antiphon_models.evaluation.triples_study import ENSEMBLE, REAL, SINGLE
from antiphon_models.evaluation.triples_tables import METRICS, TRAITS, Found, row


def rhythm_section(page: StudyPage, found: Found) -> None:
    """Add what the paper does not show: that steps are foretold as means."""
    page.section(
        "What the paper does not show: where the rhythm goes",
        "A step is foretold as one number under a squared error. Where music either strikes "
        "the next note of a chord at once or waits for the next quaver, the number of least error "
        "lies between the two, at a time when nobody plays. In a melody the step is foretold well, "
        "in piano music it collapses towards the mean; fed back note after note, it does so "
        "everywhere: whatever it began with, a track settles at one step and one duration. "
        "Averaging makes it worse. Of the steps of single tracks "
        f"{row(found, SINGLE, 1.0)['chords']:.1%} make a chord, of the ensemble's "
        f"{row(found, ENSEMBLE, 1.0)['chords']:.1%}, of the real ones "
        f"{row(found, REAL, 0.0)['chords']:.1%}. Temperature cannot help: it acts on pitches "
        "alone. On stage the mind keeps the paper's way, and is as even as the figures say; its "
        "answers are short, and begin from what was really played.",
    )
    page.figure(
        steps(found["steps"]),
        "Steps that came on held-out pieces, and those that the ensemble foretold of the same "
        "notes. Share of notes; the last bin holds all above a second.",
        "Four histograms. Piano: real steps stand at zero and at a quarter of a second, foretold "
        "ones fill the gap between. Pop, jazz and Bach: foretold steps are smoother than real.",
    )
    rows = [
        [style, name, *(values[metric] for metric in METRICS)]
        for style, ways in found["kept_or_window"].items()
        for name, values in ways.items()
    ]
    page.table(
        "The first network from windows of 25 heard anew, and with its state kept from the start",
        ["style", "state", *METRICS.values()],
        rows,
        "It was trained on windows from an empty state and never learned to forget: a state that "
        "is kept does worse, most in Bach. The live mind hears its window anew for each "
        f"note, which takes {found['milliseconds']['median']:.2f} ms of a core (median; 99th "
        f"percentile {found['milliseconds']['p99']:.2f} ms) on the machine of this study.",
    )


def tracks_section(page: StudyPage, found: Found, tracks: Sequence[Made]) -> None:
    """Add the paper's figures 3 to 5 again, and what the tracks are like."""
    made, real = row(found, ENSEMBLE, 1.0), row(found, REAL, 0.0)
    page.section(
        "Tracks",
        f"{found['tracks']} held-out pieces, as many of each style as are long enough, each "
        f"continued for {found['notes']} notes after its first 100. “Real” is what the piece "
        "itself goes on with. No rule of ours keeps these tracks from looping or in a scale.",
        "Novelty: the cosine similarity to the nearest training piece (of another name), over "
        "histograms of pitch classes, intervals, steps and durations; the lower the more novel. "
        "The paper does not say what its vectors hold. Read it beside the real continuations: "
        "what is less like the corpus than music is has left the style and is not more original.",
        f"What the paper does not show: of the runs of 8 pitches in a track of the ensemble "
        f"{made['distinct']:.0%} are like no other in it, of those really played "
        f"{real['distinct']:.0%}, and {made['loop']:.1%} of notes go round in a loop where "
        f"{real['loop']:.1%} really do. It does not get stuck; nothing ever comes back, either.",
    )
    own = [one for one in tracks if (one.by, one.temperature) == (ENSEMBLE, 1.0)]
    played = [one for one in tracks if one.by == REAL]
    page.figure(
        scatter(own[0], played[0]),
        f"Figures 3 and 4 of the paper: {own[0].piece} ({own[0].style}) continued.",
        "Pitches over time, made and real. The made ones are evenly spread in time.",
    )
    page.figure(
        histograms(own, played),
        "Figure 5 of the paper: share of notes, over all tracks at temperature 1, and what was "
        "really played there.",
        "Histograms of pitch, step and duration. Real steps and durations have peaks, made ones "
        "a hump.",
    )
    _traits_table(page, found)


def _traits_table(page: StudyPage, found: Found) -> None:
    rows = [
        [one["by"], one["temperature"] or None, *(one[trait] for trait in TRAITS)]
        for one in found["judged"]
    ]
    page.table(
        f"Means over {found['tracks']} tracks",
        ["by", "temperature", *TRAITS.values()],
        rows,
        "Style kept: the nearest training piece is of the style of the notes begun with. Longest "
        "run recited: notes in a row, in any key, that also occur in a training piece (median). "
        "Change of step: mean difference from the step before. Going round: share of notes in an "
        "exact loop. The paper gives no temperature; pitches only are tempered.",
    )
