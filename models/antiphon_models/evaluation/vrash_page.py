"""Papers/003's study as a page: the paper's numbers beside ours, and what it does not show.

Knows the study's results and how to tell them; computes nothing but differences of them.
"""

from collections.abc import Mapping
from typing import Any, Final

from antiphon_models.evaluation.study_page import Cell, StudyPage
from antiphon_models.evaluation.vrash_figures import (
    NAMES,
    cross_entropy,
    information,
    interpolation,
)
from antiphon_models.evaluation.vrash_lines import DISTANCES
from antiphon_models.evaluation.vrash_summary import BESIDE, FAR, PLAIN, PUBLISHED, beside, summary

Found = Mapping[str, Any]
TITLE: Final = "VRASH: the study of papers/003, done again"
PAPER: Final = (
    "I. P. Yamshchikov, A. Tikhonov: Music generation with variational recurrent autoencoder "
    "supported by history. SN Applied Sciences, 2020"
)


def vrash_page(found: Found) -> StudyPage:
    """Return the page that tells what the study has `found`."""
    page = StudyPage(TITLE, PAPER, summary(found))
    page.section("The paper's numbers beside ours")
    page.table("Published, measured here, and why they differ", BESIDE, beside(found))
    _data(page, found)
    _networks(page, found)
    _latents(page, found)
    _repeats(page, found)
    _information(page, found)
    _filter(page, found)
    _stage(page, found)
    return page


def told(found: Found) -> str:
    """Return the study's answer in a few lines."""
    return summary(found).replace(". ", ".\n")


def _data(page: StudyPage, found: Found) -> None:
    page.section(
        "Tracks, normalised and filtered",
        "As in the paper, a MIDI file is split into its tracks; the median pitch goes to the 4th "
        "octave, by whole octaves, so that the key stays; pauses become multiples of the track's "
        "median pause; tracks with more than eleven different pauses and of low pitch entropy "
        "are left out. The highest note of each onset is the line; a note lasts until the next.",
        "Performed time has hundreds of different pauses. Those within 11 % of a multiple count "
        "as that; a track of which more than 5 % are not is made even: each pause becomes the "
        "nearest of eleven halves, doubles and dotted ones, within 23 %. Without that no jazz "
        "solo passes. It means, too, that a written track with twelve note values is refused "
        "and a freely played one is not.",
        "Otherwise than in the paper each window is learned in a random key, for a player may "
        "play in any; and an epoch reads Bach three times and the solos twice, the rest once.",
    )
    rows: list[list[Cell]] = [
        [style, told["kept"], told["made_even"],
         "; ".join(f"{count} {why}" for why, count in told["refused"].items()) or "none"]
        for style, told in found["corpus"].items()
    ]  # fmt: skip
    page.table("What became of the tracks, held-out ones included",
               ("style", "kept", "of them made even", "refused"), rows)  # fmt: skip


def _networks(page: StudyPage, found: Found) -> None:
    page.section(
        "Cross-entropy (the paper's figure 4)",
        "All three are recurrent highway networks of 192 units, two deep (Zilly et al. 2017), "
        "with a concatenated embedding of pitch class, octave and delay, and one of the style. "
        "The language model is given the note before. The VAE's decoder is given a latent of 32 "
        "numbers, at its beginning and at each step, and no note: that is how we read the "
        "paper's 'contrary to the classical VAE, VRASH uses previous outputs as additional "
        "inputs', and it is Bowman et al.'s word dropout of 100 %. VRASH's decoder is given the "
        "latent, the note before, and a history: a running mean of all notes before, which "
        "forgets a sixteenth a note. In training it does not hear one note in five; the "
        "latent's price rises from 0 over 600 batches, and 0.12 nats of each of its numbers "
        "are free.",
    )
    page.figure(cross_entropy(found), "Bits a note on held-out tracks, in windows of 64 notes.",
                "Language model and VRASH fall together; the VAE stays above.")  # fmt: skip
    rows: list[list[Cell]] = []
    for kind in ("lm", "vae", "vrash"):
        training, styles = found["networks"][kind]["training"], found["by_style"][kind]
        rows.append(
            [NAMES[kind], found["bound"][kind], training["epochs"], training["seconds"] / 60,
             *(told["total"] for told in styles.values())]
        )  # fmt: skip
    page.table(
        "Bits a note on held-out tracks, and by style with one latent",
        ("network", "16 latents", "epochs", "minutes", *found["by_style"]["lm"]), rows,
        f"Untrained {found['networks']['vrash']['training']['untrained']['total']:.2f} bits; by "
        f"how common each pitch and delay is {found['by_count']:.2f}. '16 latents' is the mean "
        "over tracks of the importance-weighted bound (Burda et al. 2016), the fairest to "
        "compare with the language model. Minutes are by the clock of a machine that was shared.",
    )  # fmt: skip


def _latents(page: StudyPage, found: Found) -> None:
    spent = found["by_latent"]["vrash"]["own"]["divergence"]
    page.section(
        "Does the latent say anything?",
        "A decoder that hears the notes tends to ignore its latent, and the latent to collapse "
        f"to the prior. Here VRASH's carries {64 * spent:.1f} bits a phrase of 64 notes"
        f" ({spent:.3f} a note), of which the training gave {32 * 0.12 / 0.6931:.1f} for nothing. "
        "What it is worth is what a note costs more with the latent of another phrase.",
    )
    rows: list[list[Cell]] = [
        [NAMES[kind], *(told[which]["pitch"] + told[which]["delay"] for which in told),
         told["own"]["divergence"] * 64]
        for kind, told in found["by_latent"].items()
    ]  # fmt: skip
    page.table(
        "Bits a note by what the decoder is told, the latent's own price left out",
        ("network", "its phrase's latent", "another's", "one from the prior", "bits a phrase"),
        rows,
    )
    rows = [
        [NAMES[kind], told["pitch_class_own"], told["pitch_class_other"],
         told["octave_pitch_own"], told["octave_pitch_other"],
         told["delay_own"], told["delay_other"]]
        for kind, told in found["latent"].items()
    ]  # fmt: skip
    page.table(
        "How far a line decoded beside a phrase is from it, and from another phrase",
        ("network", "pitch classes", "other's", "pitches", "other's", "delays", "other's"), rows,
        "Half the sum of differences between histograms, mean of 60 phrases; the line is decoded "
        "from the latent alone, no note of the phrase being heard.",
    )  # fmt: skip
    page.figure(
        interpolation(found["interpolation"]),
        "Latent control: from the latent of the highest of the held-out phrases to that of the "
        "lowest, the dice the same, temperature 0.3.",
        "Seven contours; the five decoded between two phrases move from one's height to the "
        "other's.",
    )


def _repeats(page: StudyPage, found: Found) -> None:
    page.section(
        "Repeats, loops and copies",
        "The paper says that repeating a note is more prominent for the language model. Each "
        "network made lines of 256 notes, four times as long as the windows it was taught.",
    )
    rows: list[list[Cell]] = []
    for temperature, styles in found["lines"].items():
        for style, sets in styles.items():
            for name, told in sets.items():
                warmth = "" if name == "real" else temperature
                rows.append(
                    [style, NAMES.get(name, name), warmth, told["lines"],
                     told["repeated_pitch"], told["loop"], told["distinct_grams"],
                     told["pitch_entropy"], told["interval_entropy"], told["copied"]]
                )  # fmt: skip
    page.table(
        "Lines of 256 notes side by side; figures are means over lines",
        ("style", "lines", "temperature", "how many", "same pitch again", "in loops",
         "distinct 8-grams", "pitch entropy", "interval entropy", "copied"), rows,
        "In loops: notes that only go round in a figure played three times or more. Copied: "
        "notes in a run of 13 or more that is in a training track, in any key; real ones are "
        "training tracks for the most part.",
    )  # fmt: skip


def _information(page: StudyPage, found: Found) -> None:
    page.section(
        "Mutual information against distance (the paper's figure 6)",
        "Equation 1 of the paper between pitches with octave, pairs of all lines counted "
        "together, corrected after Miller and Madow. The same lines shuffled tell what their "
        "keys and registers alone give (and what is left of the error of small samples): only what "
        "is above that is order. The ruler gives "
        "0.51, 0.35, 0.26, 0.15, 0.11, 0.07 and 0.05 bits on Bach's movements as written, 1 to "
        "64 notes apart and chords by voice, where our notes on data have 0.50, 0.36, 0.26, "
        "0.15, 0.11, 0.07 and 0.05.",
    )
    page.figure(information(found["lines"][PLAIN]),
                "Mutual information of pitches; dotted, real lines shuffled.",
                "Curves fall with distance; see the table.")  # fmt: skip
    rows: list[list[Cell]] = []
    for style, sets in found["lines"][PLAIN].items():
        for name, told in sets.items():
            bits, base = told["information"]["bits"], told["information"]["shuffled"]
            rows.append([style, NAMES.get(name, name), told["lines"],
                         *(bits[DISTANCES.index(apart)] for apart in (1, 2, 4, 8, 16, 32, 64)),
                         base[FAR]])  # fmt: skip
    page.table(
        "The same in numbers, bits",
        ("style", "lines", "how many", "1", "2", "4", "8", "16", "32", "64",
         "32, shuffled"), rows,
    )  # fmt: skip


def _filter(page: StudyPage, found: Found) -> None:
    page.section(
        "The filter (the paper's table 1)",
        "Three classifiers over the entropies of the paper's list. Listeners' marks are not to "
        "be had; in their place good means a real track, and bad one that VRASH made in that "
        "style from the prior. That is another question than whether a track is liked. In the "
        "application the same features are taught by the player's own thumbs.",
    )
    for style, told in found["filter"].items():
        rows: list[list[Cell]] = [
            [row["method"], row["share"], row["bad"], row["good"], row["recall"],
             row["recall_deviation"], row["precision"], row["auc"],
             PUBLISHED[row["method"]][row["share"]]]
            for row in told["rows"]
        ]  # fmt: skip
        telling = ", ".join(
            f"{each['feature']} ({each['weight']:+.1f})" for each in told["features"]
        )
        page.table(
            f"Real {style} against VRASH in {style} style",
            ("method", "share of test", "bad", "good", "recall", "deviation", "precision", "AUC",
             "paper's recall"), rows,
            f"Means over 20 splits. What tells most, more of it being more real: {telling}.",
        )  # fmt: skip


def _stage(page: StudyPage, found: Found) -> None:
    speed = found["speed"]
    page.section(
        "On a small computer, and on stage",
        f"One core of this machine makes {speed['vrash']:,.0f} notes a second with VRASH, "
        f"{speed['lm']:,.0f} with the language model. No Raspberry Pi was at hand; a machine a "
        "hundred times slower would still make more notes than anyone can hear.",
        "Live, each note of the player's is a step of the encoder. The first note of an answer "
        "draws a latent from the encoding, wider the higher the temperature; the decoder begins "
        "from it, hears the last eight notes and, as its history, those before, and goes on. "
        "What papers/003 normalises is turned round: the median pause is the player's, the 4th "
        "octave is where the player plays.",
        "One training with one seed each. The paper's own claim, that listeners find VRASH more "
        "interesting, was not tested: there were no listeners.",
    )
