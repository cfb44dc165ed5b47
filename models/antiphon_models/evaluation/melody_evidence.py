"""All that is said of each note of a fold's melodies before it is shown, by expert and by motif.

Knows the context models and the motif memory; takes the networks' tables as they are. Knows no
mixture's weights and no score.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from antiphon_models.evaluation.context_experts import (
    LONGEST_LONG_TERM,
    LONGEST_SHORT_TERM,
    Melody,
    TwoViews,
)
from antiphon_models.evaluation.folds import Fold
from antiphon_models.evaluation.mixing import Table, mean_of
from antiphon_models.evaluation.ppm_tables import ppm_tables
from antiphon_models.memory import MotifMemory
from antiphon_models.mixture import Vote
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note

NETWORK, NETWORKS = "network", "networks"
SHORT_PITCH, SHORT_INTERVAL = "short-term pitch", "short-term interval"
LONG_PITCH, LONG_INTERVAL = "long-term pitch", "long-term interval"
ON_PITCH, ON_INTERVAL = "learning-on pitch", "learning-on interval"
_VELOCITY, _DURATION = 64, 1.0
_NO_WINDOW = 1 << 30


@dataclass(frozen=True, slots=True)
class Evidence:
    """One melody: its columns, what each expert said, and the motifs' votes for each note."""

    columns: bytes
    tables: dict[str, Table]
    votes: list[list[Vote]]


@dataclass(frozen=True, slots=True)
class NetworkTables:
    """A network's word on the fold's test melodies, and on those that it never trained on.

    `validation` are the indices of these in the fold's training melodies, in the tables' order.
    """

    test: list[Table]
    validation: tuple[int, ...]
    validation_tables: list[Table]


@dataclass(frozen=True, slots=True)
class FoldEvidence:
    """The test melodies, and for each network the melodies on which a mixture may be set."""

    test: list[Evidence]
    settings: list[list[Evidence]]


def fold_evidence(fold: Fold, networks: Sequence[NetworkTables]) -> FoldEvidence:
    """Return the evidence for the fold's melodies, in their order."""
    test = _with_contexts(fold, fold.training, fold.test)
    ppm = ppm_tables(map(fold.columns, fold.training), list(map(fold.columns, fold.test)),
                     len(fold.alphabet))  # fmt: skip
    for index, one in enumerate(test):
        one.tables[NETWORK] = networks[0].test[index]
        one.tables[NETWORKS] = mean_of([network.test[index] for network in networks])
        one.tables.update({name: tables[index] for name, tables in ppm.items()})
    return FoldEvidence(test, [_setting(fold, network) for network in networks])


def _setting(fold: Fold, network: NetworkTables) -> list[Evidence]:
    """Return the melodies that `network` did not train on, as if they were tested."""
    unseen = set(network.validation)
    learned = [melody for index, melody in enumerate(fold.training) if index not in unseen]
    found = _with_contexts(fold, learned, [fold.training[index] for index in network.validation])
    for one, table in zip(found, network.validation_tables, strict=True):
        one.tables[NETWORK] = one.tables[NETWORKS] = table
    return found


def _with_contexts(
    fold: Fold, training: Sequence[Melody], tested: Sequence[Melody]
) -> list[Evidence]:
    fixed = TwoViews(LONGEST_LONG_TERM, fold.alphabet)
    learning_on = TwoViews(LONGEST_LONG_TERM, fold.alphabet)
    fixed.learn_melodies(training)
    learning_on.learn_melodies(training)
    found = []
    for melody in tested:
        tables: dict[str, Table] = {}
        short_term = TwoViews(LONGEST_SHORT_TERM, fold.alphabet)
        tables[SHORT_PITCH], tables[SHORT_INTERVAL] = short_term.tables(melody, is_learning=True)
        tables[LONG_PITCH], tables[LONG_INTERVAL] = fixed.tables(melody, is_learning=False)
        tables[ON_PITCH], tables[ON_INTERVAL] = learning_on.tables(melody, is_learning=True)
        found.append(Evidence(fold.columns(melody), tables, motif_votes(melody, fold.alphabet)))
    return found


def motif_votes(melody: Melody, alphabet: Sequence[int]) -> list[list[Vote]]:
    """Return what the motif memory of this melody alone foretells of each of its notes."""
    memory, context = MotifMemory(), Context()
    column = {pitch: number for number, pitch in enumerate(alphabet)}
    found = []
    for index, pitch in enumerate(melody):
        matches = memory.matches(context, _NO_WINDOW)
        found.append(
            [
                Vote(motif.view, column[motif.pitch], motif.match_length)
                for motif in matches
                if motif.pitch in column
            ]
        )
        memory.add(Note(pitch, _VELOCITY, float(index), _DURATION))
        context = context.after(pitch)
    return found
