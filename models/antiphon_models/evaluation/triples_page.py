"""Papers/002's study as a page: the paper's numbers beside ours, and why they differ.

Knows what was found and how it is told; measures nothing.
"""

from collections.abc import Sequence
from typing import Final

from antiphon_models.evaluation.study_page import StudyPage
from antiphon_models.evaluation.triples_figures import losses
from antiphon_models.evaluation.triples_made import Made
from antiphon_models.evaluation.triples_study import ENSEMBLE, REAL, SINGLE
from antiphon_models.evaluation.triples_tables import METRICS, Found, row
from antiphon_models.evaluation.triples_tracks_page import rhythm_section, tracks_section

PAPER: Final = (
    "K. Soundarya and others: Music Generation Using Recurrent Neural Network. JNAO 15 (2), 2024"
)


def triples_page(found: Found, tracks: Sequence[Made]) -> StudyPage:
    """Return the page of the study that found this and made these tracks."""
    page = StudyPage("Pitch, step, duration: papers/002 again", PAPER, _lead(found))
    _beside(page, found)
    _foretelling(page, found)
    rhythm_section(page, found)
    tracks_section(page, found, tracks)
    _how(page, found)
    return page


def _lead(found: Found) -> str:
    unseen = found["foretelling"]["held out"]
    one, all_, guess = unseen[SINGLE], unseen[ENSEMBLE], unseen["guessing"]
    made = row(found, ENSEMBLE, 1.0)
    real = row(found, REAL, 0.0)
    return (
        f"The paper's network, with its 84,354 parameters, names the next pitch of held-out music "
        f"in {one['accuracy']:.1%} of cases (always the commonest: {guess['accuracy']:.1%}), at a "
        f"perplexity of {one['perplexity']:.1f}; {found['members']} of them averaged reach "
        f"{all_['accuracy']:.1%} and {all_['perplexity']:.1f}. Nothing in this resembles 87 %, "
        f"which the paper does not define. Its times are means and not choices: from note to note "
        f"a generated step changes by {made['step_change']:.3f} s where real music changes by "
        f"{real['step_change']:.3f} s, and {made['chords']:.0%} of its steps make a chord where "
        f"{real['chords']:.0%} of the real ones do."
    )


def _beside(page: StudyPage, found: Found) -> None:
    page.section("The paper's numbers and ours")
    page.table("", ["what", "the paper", "here", "why they differ"], _beside_rows(found))


def _beside_rows(found: Found) -> list[list[str]]:
    made, real = row(found, ENSEMBLE, 1.0), row(found, REAL, 0.0)
    unseen = found["foretelling"]["held out"]
    return [
        ["parameters of figure 2", "84,354", f"{found['parameters']['single-1']:,}", "the same"],
        [
            "“accuracy in retaining stylistic features”",
            "87 %",
            f"{unseen[ENSEMBLE]['accuracy']:.1%} of held-out pitches foretold; "
            f"{made['style_kept']:.0%} of tracks nearest to a piece of their own style "
            f"(of real ones {real['style_kept']:.0%})",
            "the paper gives no definition, no data set and no test; two that can be measured",
        ],
        ["listeners who liked it", "92 %", "not asked", "no listening test was made here"],
        [
            "pitches",
            "most in 50-70",
            f"{made['mid_range']:.0%} in 50-70 (really played: {real['mid_range']:.0%})",
            "the range is the training music's: ours has violin, solos and melodies above it",
        ],
        [
            "durations",
            "peak around 0.25 s",
            f"median {made['median_duration']:.2f} s (really played: "
            f"{real['median_duration']:.2f} s)",
            "another corpus; and a squared error foretells the mean, which long notes draw up",
        ],
        [
            "steps",
            "skewed to small values",
            f"mean {made['mean_step']:.2f} s, deviation {made['step_deviation']:.2f} s "
            f"(really played: {real['mean_step']:.2f} and {real['step_deviation']:.2f} s)",
            "see below",
        ],
        [
            "perplexity, MSE, novelty",
            "named, no figure given",
            "below",
            "",
        ],
    ]


def _foretelling(page: StudyPage, found: Found) -> None:
    page.section(
        "Foretelling the next note",
        "The same notes for all systems, as many of each style, a window of 100 real notes before "
        "each; the networks of figure 2 hear the last 25 of them. “Guessing” says how common each "
        "pitch is, and the mean step and duration, of the training pieces.",
        "“Single” is the first network of the ensemble, which the clock gave the most training.",
    )
    for where in ("training", "held out"):
        rows = [
            [name, *(values[metric] for metric in METRICS)]
            for name, values in found["foretelling"][where].items()
        ]
        page.table(f"Pieces {_where(where)}", ["system", *METRICS.values()], rows, _SPREAD)
    rows = [
        [style, name, *(values[metric] for metric in METRICS)]
        for style, systems in found["foretelling"]["by style"].items()
        for name, values in systems.items()
    ]
    page.table("Held out, by style", ["style", "system", *METRICS.values()], rows)
    _averaging(page, found)


def _averaging(page: StudyPage, found: Found) -> None:
    gains = found["ensemble_gain"]
    page.section(
        "What averaging brings",
        "The mean of probabilities is never more surprised than its members are on average; that "
        "is so by the shape of the logarithm, whatever the networks learned. The question is "
        "whether it beats the best of them. A t-test is over the means of pieces, for notes of one "
        "piece are not independent; with one training run for each seed it tells of these "
        "networks, not of ensembles.",
    )
    page.table(
        f"The ensemble against each member, on {gains[0]['pieces']} held-out pieces",
        ["member", "gain, nats a pitch", "better in so many pieces", "p"],
        [
            [f"single-{gain['member']}", gain["gain"], f"{gain['better_in']:.0%}", _p(gain["p"])]
            for gain in gains
        ],
        "Gain: by how much the ensemble is less surprised; below zero the member does better. "
        "p of a paired t-test, not corrected for their number.",
    )


def _how(page: StudyPage, found: Found) -> None:
    page.section(
        "How it was trained, and what had to be assumed",
        "Data: POP909 (melodies, and whole arrangements for the piano), solos of the Weimar Jazz "
        "Database, Bach's solos for violin; the paper says “diversified” and no more. Each goes "
        "through a piano roll of 10 ms a frame, as the paper has it, and then to triples; times "
        "are cut at 4 s. About one piece in ten is held out, by its name.",
        "The loss is not printed in the paper. Figure 2 is, to the parameter, the network of a "
        "widely copied tutorial, so its loss is assumed: cross-entropy of the pitch times 0.05, "
        "and squared errors of step and duration with ten times each second below zero; Adam at "
        "0.005 (0.003 for the stacked network), batches of 64.",
        "The paper's text describes another network than its figure: three layers of 128, dropout "
        "0.3, a dense layer of 256, sequences of 100 notes. It is the row “stacked”. The text "
        "gives it a softmax only; here it has the three heads, for it could not play otherwise. "
        "It had much less training than it needs: the training ended by the clock on a shared "
        "processor, as the curve shows. That it is behind here says nothing about its design.",
    )
    page.figure(
        losses(found["networks"]),
        "Figure 6 of the paper. The loss mixes nats and squared seconds and is comparable within "
        "this page only. The held-out loss is over as many windows of each style, the other over "
        "windows of which 40 % are piano.",
        "Loss by epoch. All curves fall; those of the ensemble flatten after ten epochs.",
    )
    rows = [
        [name, facts["epochs"], facts["best_epoch"], facts["seconds"], facts["held_out_nats"]]
        for name, facts in found["networks"].items()
    ]
    page.table(
        "Training", ["network", "epochs", "the best", "seconds by the clock", "held-out loss"], rows
    )


_SPREAD: Final = (
    "Spread: the standard deviation of the steps foretold as a share of the real ones'. "
    "R²: the share of the steps' variance that is explained."
)


def _where(where: str) -> str:
    return "that the networks know" if where == "training" else "held out"


def _p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
