"""The systems that can answer: Antiphon's own mind, and those of the papers it grew from.

Knows what each is called, where it is from and how it is got; knows no network and no file.
"""

from dataclasses import dataclass
from typing import Final

OWN: Final = "antiphon"


@dataclass(frozen=True, slots=True)
class System:
    """A system as the menu tells of it.

    `paper` is authors, title and year, `about` one sentence on what it does to the music,
    `train` the command that makes its weights on this machine, in about `minutes` on two cores.
    """

    name: str
    title: str
    paper: str
    about: str
    train: str = ""
    minutes: int = 0


SYSTEMS: Final = (
    System(
        OWN,
        "Antiphon",
        "",
        "Listens, and remembers your motifs.",
    ),
    System(
        "motif",
        "Motif LSTM",
        "Marinescu: Motif-augmented classical music synthesis via recurrent neural networks",
        "Bach's violin motifs in your own rhythm.",
        "antiphon train motif",
        12,
    ),
    System(
        "grid",
        "Melody grid",
        "Vasudeva: Music generation using an LSTM model, 2024; Zaccagnino's slides",
        "Tunes on sixteenths, in your key and time.",
        "antiphon train grid",
        12,
    ),
    System(
        "triples",
        "Pitch-step-duration",
        "Soundarya and others: Music generation using recurrent neural network, 2024",
        "Five networks go on from your last 25 notes.",
        "antiphon train triples",
        20,
    ),
    System(
        "vrash",
        "VRASH",
        "Yamshchikov and Tikhonov: Music generation with variational recurrent autoencoder "
        "supported by history, 2020",
        "Answers your phrase with a relative of it.",
        "antiphon train vrash",
        20,
    ),
)
PAPERS: Final = SYSTEMS[1:]
NAMES: Final = tuple(system.name for system in SYSTEMS)


def system(name: str) -> System:
    """Return the system of this name; KeyError if there is none."""
    return {each.name: each for each in SYSTEMS}[name]
