"""Papers/000's study as a page: the paper's numbers beside ours, and what it does not show.

Knows the study's results and how to tell them; computes nothing but shares of them.
"""

from collections.abc import Mapping
from math import log2
from typing import Any

from antiphon_models.evaluation.motif_figures import (
    entropy_by_length,
    entropy_by_temperature,
    going_round,
    learning,
)
from antiphon_models.evaluation.motif_study import CODED, MEMORY, MIXED, PRINTED, Condition
from antiphon_models.evaluation.motif_summary import BESIDE, beside, percent, summary
from antiphon_models.evaluation.study_page import Cell, StudyPage

Results = Mapping[str, Any]
TITLE = "Motif-augmented LSTM: the study of papers/000, done again"
PAPER = (
    "A.-I. Marinescu: Motif-augmented classical music synthesis via recurrent neural networks "
    "(Babeş-Bolyai University; program: github.com/Zerseu/bach21, GPL-3.0)"
)


def motif_page(found: Results) -> StudyPage:
    """Return the page that tells what the study has `found`."""
    page = StudyPage(TITLE, PAPER, summary(found))
    page.section("The paper's numbers beside ours")
    page.table("Published, measured here, and why they differ", BESIDE, beside(found))
    _data(page, found)
    _network(page, found)
    _experiment(page, found)
    _unshown(page, found)
    _own(page, found)
    _stage(page, found)
    _limits(page)
    return page


def _data(page: StudyPage, found: Results) -> None:
    data = found["data"]
    page.section(
        "The data, and what entropy means here",
        "Violin parts as the paper's program takes them: single notes in order of time, voices "
        "interleaved, chords and rests left out, tied notes counted each. "
        f"{data['notes']:,} notes, {data['pitches']} pitches.",
        "The published number is not the Shannon entropy of the paper's equation 1, which gives "
        f"{data['plain_entropy']:.3f} bits here. The program takes the entropy of what follows "
        "each pitch and averages over the pitches, a rare one as much as a common one; with "
        f"pitches weighed by how common they are it would be {data['weighted_entropy']:.3f}. "
        f"Notes drawn at random have {data['noise_entropy']:.3f}. More is not better: it is a "
        "target, and says nothing about any order beyond the next note.",
    )
    page.figure(
        entropy_by_length(data),
        "The paper's figure 2 on BWV 1001-1006: the line that joins the movements is read at 1000.",
        "Transition entropy scatters widely and rises with the length of a movement; the joined "
        f"line is at {data['expected_entropy']:.3f} at 1000 notes.",
    )
    rows = [
        [row["length"], row["motifs"], percent(row["share"]), row["shared"]]
        for row in found["motifs"]
    ]
    page.table(
        "Motifs: pitches in a row that occur more than once",
        ("length", "motifs", "places that begin one", "in two movements or more"), rows,
        "Counted over all movements as one stream, as the paper's program does it.",
    )  # fmt: skip


def _network(page: StudyPage, found: Results) -> None:
    networks = found["networks"]
    training = networks["published"]["training"]
    held_out = training["held_out_bits_by_epoch"]
    uniform = log2(found["data"]["pitches"])
    page.section(
        "The network",
        "As in the program: pitches are embedded in 256 dimensions, dropout 0.25, an LSTM of 256 "
        "units, windows of 16 pitches from an empty state, loss on the pitch after the window, "
        "batches of 8, Adam, 50 epochs. Five movements (23 % of the notes) are held out whole.",
        f"The best epoch is number {training['best_epoch']}, at {min(held_out):.2f} bits a pitch. "
        f"After the paper's 50 epochs it is {held_out[-1]:.2f}, worse than taking every pitch for "
        f"equally likely ({uniform:.2f}): by then the network recites. The paper publishes no such "
        "figure; the model card has one for its own split, the last fifth of all windows.",
    )
    page.figure(
        learning(training["learned_bits_by_epoch"], held_out, uniform),
        "Bits a pitch while learning (with dropout) and on movements held out.",
        f"Learned movements fall to {training['learned_bits_by_epoch'][-1]:.1f} bits; held-out "
        f"ones rise from {min(held_out):.1f} to {held_out[-1]:.1f}.",
    )
    rows: list[list[Cell]] = [
        [f"{_who(name)}, epoch {told['training']['epoch']}", told["held_out_bits"]["windows"],
         told["held_out_bits"]["kept_state"]]
        for name, told in networks.items()
    ]  # fmt: skip
    page.table(
        "Windows of 16 from an empty state, or a state kept from the first note: held-out bits",
        ("weights", "windows", "kept state"), rows,
        "The first 16 notes of each movement are not counted. It was trained on windows, and the "
        "live mind uses them.",
    )  # fmt: skip


def _experiment(page: StudyPage, found: Results) -> None:
    published, sweep = found["networks"]["published"], found["sweep"]
    page.section(
        "The experiment",
        f"{sweep['trials']} trials of {sweep['notes']} notes at each temperature from 1 to 10, all "
        "from the first 16 notes of the corpus, with the weights of the last epoch. Each trial has "
        "the same dice in every condition.",
        "As coded: the last notes are the beginning of a motif, and its last note comes next; of "
        "those that fit the one most frequent in the corpus. As printed in Algorithm 1, where "
        "the last notes are compared with the motif's last ones, the note that has just been "
        "played comes again. The gate looks at the largest probability after temperature, so that "
        "temperature alone opens it: at a high one every note is decided by the dictionary.",
    )
    page.figure(
        entropy_by_temperature(
            published["trials"], sweep["temperatures"], found["data"]["expected_entropy"],
            (CODED, PRINTED),
        ),
        "The paper's figure 3: mean entropy by temperature, bands from the least to the most of "
        "the trials; dashed: the expected entropy.",
        "The network alone rises with temperature, away from what is expected. With motifs the "
        "line follows it until the gate opens, and then falls through the expected value.",
    )  # fmt: skip
    _comparison(page, "With the weights of epoch 50, all temperatures", published["compared"])


def _unshown(page: StudyPage, found: Results) -> None:
    published, data = found["networks"]["published"], found["data"]
    page.section(
        "What the paper does not show",
        "A line ends in a loop if its last 400 notes only repeat a figure that comes round at "
        f"least four times there. Of Bach's movements {percent(data['looping'])} do, and "
        f"{percent(data['distinct_8_grams'])} of the figures of 8 notes in one are new.",
        "The dictionary is a fixed answer to the last three notes. Once it decides everything, "
        "its way must come back to where it was, and the line goes round for ever. A mean near the "
        "expected entropy may then be of lines that are too random and of lines that stand still.",
    )
    page.figure(
        going_round(published["trials"], found["sweep"]["temperatures"], 0.25),
        "Left: trials that end in a loop. Right: figures of 8 notes that are new. Epoch 50.",
        "With motifs more and more trials loop as temperature opens the gate, and fewer and fewer "
        "figures are new.",
    )
    rows: list[list[Cell]] = [
        [f"{row['temperature']:.1f}", row["entropy"], percent(row["looping"]),
         percent(row["distinct_8_grams"]), percent(row["recited_8_grams"])]
        for row in published["cooled"]
    ]  # fmt: skip
    page.table(
        "The network alone, below the paper's temperatures (epoch 50)",
        ("temperature", "entropy", "looping", "new 8-note figures", "figures of Bach's"), rows,
        f"The expected entropy, {data['expected_entropy']:.3f}, can be had without any motif by "
        "turning the temperature down.",
    )  # fmt: skip


def _own(page: StudyPage, found: Results) -> None:
    published = found["networks"]["published"]
    memory = published["compared"][Condition(MEMORY, 0.25).name]
    mixed = published["compared"][MIXED]
    page.section(
        "Antiphon's own memory in the dictionary's place",
        "The memory holds the line itself instead of the corpus, finds the longest earlier match, "
        "in this key or another, and does not use a place twice within 256 motif notes. Behind the "
        f"same gate it takes the mean distance to {memory['deviation']:.2f} bits, and "
        f"{percent(memory['looping'])} of the lines end in a loop: fewer, but a gate that is "
        "always open is no good to any memory that hears only itself.",
        "As Antiphon really does it there is no gate: memory and network are one distribution, "
        f"with weights learned from players. Of those lines {percent(mixed['looping'])} loop; "
        f"their entropy is {mixed['deviation']:.2f} bits from the expected, the network's alone "
        f"{mixed['deviation_alone']:.2f}. It is made to foretell a player, not to steer entropy, "
        "and of what bends a distribution before temperature 10 nothing is left to be seen.",
    )
    page.figure(
        entropy_by_temperature(
            published["trials"], found["sweep"]["temperatures"],
            found["data"]["expected_entropy"], (MEMORY, MIXED),
        ),
        "The same experiment with Antiphon's memory and with its mixture (epoch 50).",
        "The memory's line leaves the network's downwards where the gate opens, not as far as the "
        "dictionary's; the mixture's lies close to the network's.",
    )  # fmt: skip


def _stage(page: StudyPage, found: Results) -> None:
    stage = found["networks"]["stage"]
    page.section(
        "The network on the stage",
        "Antiphon ships the best epoch's weights for the model menu, because they know more of "
        "music that was not learned, and the last epoch's for this study. The best epoch's "
        "are less sure, so that the gate opens sooner and the loops come at lower temperatures. "
        "On the stage no motif may therefore decide two notes within 64 of its kind, and the "
        "player's register, scale and rhythm hold.",
    )
    page.figure(
        entropy_by_temperature(
            stage["trials"], found["sweep"]["temperatures"], found["data"]["expected_entropy"],
            (CODED, PRINTED),
        ),
        "The paper's figure 3 with the best epoch's weights.",
        "As before, but nearer to noise without motifs, and falling at lower temperatures with "
        "them.",
    )  # fmt: skip
    _comparison(page, "With the weights of the best epoch, all temperatures", stage["compared"])


def _comparison(page: StudyPage, caption: str, compared: Mapping[str, Results]) -> None:
    rows: list[list[Cell]] = [
        [name, told["deviation"], _p(told["p_entropy"]), _p(told["p_deviation"]),
         percent(told["looping"]), percent(told["distinct_8_grams"]),
         percent(told["recited_8_grams"]), told["dissonance"], percent(told["advised"])]
        for name, told in compared.items()
    ]  # fmt: skip
    alone = next(iter(compared.values()))["deviation_alone"]
    page.table(
        caption,
        ("condition", "bits off", "p, entropy", "p, bits off", "looping", "new", "Bach's",
         "dissonant", "advised"),
        rows,
        f"Bits off: mean distance of a temperature's mean entropy from the expected; the network "
        f"alone: {alone:.3f}. p: paired t-tests over the ten temperatures against the network "
        "alone; a small one says that the two differ, not which is the better. New, Bach's: of the "
        "figures of 8 notes, those that are different ones in their line, and those that the "
        "corpus has. Advised: notes that were not the network's.",
    )  # fmt: skip


def _limits(page: StudyPage) -> None:
    page.section(
        "Limits",
        "One network and one seed of training; the trials differ in dice only. The dictionary "
        "holds all movements, as the paper's holds its whole corpus, so the held-out ones too. The "
        "paper's figures are known as pictures only, which is why claims are compared and not "
        "points. Loops are looked for in the last 400 notes and up to a hundred notes long.",
    )


def _who(name: str) -> str:
    return {"published": "as published", "stage": "on the stage"}[name]


def _p(chance: float) -> str:
    return "< 0.001" if chance < 0.001 else f"{chance:.3f}"
