"""papers/001's study as a page: its claims, its figures, the paper's numbers beside ours.

Knows the study's numbers and how they are told; computes none and draws none.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from antiphon_models.evaluation.grid_claims import TITLES, bending, claimed, length_claim, told
from antiphon_models.evaluation.grid_figures import distances, lengths, rests, temperatures
from antiphon_models.evaluation.grid_lengths import HIDDEN, SONGS_FORETOLD, SONGS_SUNG
from antiphon_models.evaluation.grid_study import MOST_SYMBOLS, REST_WEIGHTS, SEED_SYMBOLS
from antiphon_models.evaluation.study_page import Cell, StudyPage
from antiphon_models.sampling import TARGET_ENTROPY

Found = Mapping[str, Any]
PAPER: Final = (
    "Vasudeva: Music generation using an LSTM model, 2024 (papers/001); Zaccagnino: Generative "
    "music with RNN-LSTM, lecture slides (papers/004)"
)
CUTS: Final = {
    "apart": "each symbol, windows apart",
    "carried": "each symbol, state carried",
    "published": "as published: one symbol a window",
}
MEASURED: Final = {
    "repeated": "repeated",
    "looped": "loops",
    "distinct": "distinct 8",
    "outside": "outside",
    "notes": "notes",
    "rests": "rests",
    "pitch_entropy": "entropy",
    "copied": "copied",
}
LEGEND: Final = (
    "repeated: share of runs of four pitches that the melody has had before. loops: share of notes "
    "that only repeat the figure before them. distinct 8: share of different ones among runs of "
    "eight pitches. outside: share of notes outside C major and A minor. notes: in a 16th. rests: "
    "share of silent 16ths. entropy: of the pitches, in bits. copied: share of notes in runs of 13 "
    "of a song that was learned. Confidence intervals are in the figures."
)


def grid_page(found: Found) -> StudyPage:
    """Return the page of the results that `antiphon evaluate grid` writes."""
    page = StudyPage("A melody LSTM on a grid of 16ths", PAPER, told(found))
    _claims(page, found)
    _foretelling(page, found["networks"])
    _temperatures(page, found["networks"])
    _rests(page, found["networks"])
    _lengths(page, found)
    _method(page, found)
    return page


def _claims(page: StudyPage, found: Found) -> None:
    page.section(
        "What the paper says, and what was found",
        "The paper prints no figure and no table of results: its claims are sentences. Here each "
        "stands beside what was measured on songs that the network has not seen.",
    )
    ours = (f"ours, {TITLES[name]}" for name in found["networks"])
    page.table("", ("the paper", "published", *ours), claimed(found))


def _foretelling(page: StudyPage, networks: Mapping[str, Found]) -> None:
    page.section(
        "How well the next symbol is foretold",
        "Accuracy flatters on this grid: more than half of the symbols are holds, and a data set "
        "in one file has 64 ends after each song, of which 63 are certain. Where a note begins is "
        "where something is at stake.",
    )
    header = ("network", "songs", "bits", "right", "with the ends", "where a note begins")
    rows = [
        (
            f"{TITLES[name]}, {part.replace('_', ' ')}",
            network["training"]["songs"][part],
            score["bits"],
            *(score[key] for key in ("accuracy", "accuracy_with_ends", "note_accuracy")),
        )
        for name, network in networks.items()
        for part in ("training", "held_out")
        for score in (network["training"][part],)
    ]
    epochs = "; ".join(
        f"{TITLES[name]}: epoch {network['training']['best_epoch']} of "
        f"{network['training']['epochs']}, {network['training']['seconds']:.0f} s"
        for name, network in networks.items()
    )
    note = (
        f"Published: 50 epochs, no numbers. Ours: {epochs}; the folk songs' training ended by the "
        "clock. Training was scored on about as many songs as are held out, from all over."
    )
    page.table("Songs learned and songs held out", header, rows, note)


def _temperatures(page: StudyPage, networks: Mapping[str, Found]) -> None:
    page.section(
        "Fixed and adaptive temperature",
        "The paper adapts the temperature to the entropy of each prediction and gives no formula. "
        f"Here it is divided by the entropy over a target of {TARGET_ENTROPY:g} bits, by at most "
        "four either way. Every setting goes on from the same songs with the same dice.",
        "A hold inside a note is nearly certain, so that its entropy is low and the bending makes "
        f"it uncertain. Notes in a 16th at temperature 1 go {bending(networks)}. A grid needs to "
        "be sure of its holds; on pitches alone the same rule might do better, which was not "
        "measured.",
    )
    for name, network in networks.items():
        page.figure(
            temperatures(network, f"Network: {TITLES[name]}"),
            "Lines are means over melodies, bands and the grey stripe 95 % confidence intervals; "
            "dotted, what real songs do.",
            f"Four panels over the temperature for {TITLES[name]}: fixed against adaptive.",
        )
        caption = f"{TITLES[name]}: means over {network['songs']} melodies a row"
        header = ("temperature", "drawn", *MEASURED.values(), "from real songs")
        page.table(caption, header, _temperature_rows(network), LEGEND)
        page.table(
            f"{TITLES[name]}: adaptive minus fixed, melodies from the same songs and dice",
            ("temperature", *MEASURED.values()),
            _difference_rows(network),
            "* its 95 % confidence interval does not hold 0.",
        )
    page.figure(
        distances(networks),
        "Mean over repeated, loops, rests, outside, entropy and notes, each in standard deviations "
        "between real songs. An index of ours; the paper has none.",
        "Distance from real songs over the temperature, fixed and adaptive.",
    )


def _temperature_rows(network: Found) -> list[Sequence[Cell]]:
    real: Sequence[Cell] = ("", "real songs", *_means(network["corpus"]), None)
    return [
        real,
        *(
            (f"{row['temperature']:g}", kind, *_means(row[kind]), row["distance"][kind])
            for row in network["temperatures"]
            for kind in ("fixed", "adaptive")
        ),
    ]


def _difference_rows(network: Found) -> list[Sequence[Cell]]:
    return [
        (f"{row['temperature']:g}", *(_difference(row["difference"][name]) for name in MEASURED))
        for row in network["temperatures"]
    ]


def _rests(page: StudyPage, networks: Mapping[str, Found]) -> None:
    page.section("The weight of rests", "Temperature 1, fixed. The paper weighs rests 0.9.")
    page.figure(
        rests(networks), "The grey stripe is what real songs do, with its confidence interval.",
        "Share of silent 16ths over the weight of rests.",
    )  # fmt: skip
    rows = [
        (
            f"{weight:g}",
            *(_interval(network["rests"][at][key]) for network in networks.values()
              for key in ("rests", "notes")),
        )
        for at, weight in enumerate(REST_WEIGHTS)
    ]  # fmt: skip
    header = ("weight", *(f"{TITLES[name]}: {told}" for name in networks
                          for told in ("silent", "notes in a 16th")))  # fmt: skip
    page.table("Rests by weight", header, rows)


def _lengths(page: StudyPage, found: Found) -> None:
    page.section(
        "The length of what is seen",
        length_claim(found),
        f"Networks of {HIDDEN} units instead of 256, trained on dance tunes and Bach with as many "
        "steps and symbols a step whatever the length, one seed each; each foretells and sings "
        "from a window of that many symbols, as the paper's program does. Differences of some "
        "hundredths of a bit may be chance.",
    )
    page.figure(lengths(found), "", "Bits a symbol over the length of the window.")
    rows = [
        (
            row["length"],
            CUTS[row["cut"]],
            row["epoch"],
            row["bits"],
            *(_interval(row["sung"][key]) for key in ("repeated", "looped", "distinct")),
        )
        for row in found["lengths"]
    ]
    header = ("symbols", "what a window teaches", "best epoch", "bits", *(
        MEASURED[key] for key in ("repeated", "looped", "distinct")))  # fmt: skip
    note = (
        f"Bits on {SONGS_FORETOLD} held-out songs, {SONGS_SUNG} melodies each. The paper's own "
        "windows teach one symbol for 64 steps: after the same work such a network has learned "
        "from a 64th of the targets. Given 64 times the work it need not be worse."
    )
    page.table("Small trainings, temperature 1", header, rows, note)


def _method(page: StudyPage, found: Found) -> None:
    page.section(
        "How it was done, and otherwise than published",
        f"Each melody goes on from the first {SEED_SYMBOLS} symbols (two bars) of a held-out song "
        f"until the network ends it, for at most {MOST_SYMBOLS} symbols; only what it made is "
        "measured. Real songs are measured in the same way after the same two bars. Intervals are "
        "normal ones over songs; many are shown, none is corrected for that.",
        "Every symbol of windows that follow one another is learned, with the state carried over, "
        "instead of one symbol for each window of 64: the published way is 64 times the work, "
        "about ten hours of one core for the 50 epochs. Symbols are foretold with that state kept, "
        "not from a window.",
        "The paper trains on Essen folk songs in kern from one collection; ours are the Essen "
        "songs of music21, whose terms let figures be shown and not weights be given on, and "
        "dance tunes with Bach, whose weights are shipped. Durations are filtered as they are "
        "written, where a tied note is two. Keys are those that the file states with the longer "
        "third, right more often than the analysis that the paper uses.",
        "Three melodies from the same two bars lie beside this page as MIDI files: grid-fixed-0.2, "
        "grid-fixed-1.0 and grid-adaptive-0.4.",
        "One network for each corpus and one seed: what another training would give was not "
        "measured.",
    )
    names = ", ".join(network["weights"] for network in found["networks"].values())
    page.section("Networks", names)


def _means(found: Found) -> list[Cell]:
    return [float(found[name][0]) for name in MEASURED]


def _interval(told: Sequence[float]) -> str:
    return f"{told[0]:.3f} ± {told[1]:.3f}"


def _difference(told: Sequence[float]) -> str:
    # A star says that the interval does not hold 0.
    return f"{told[0]:+.3f}{'*' if abs(told[0]) > told[1] else ''}"
