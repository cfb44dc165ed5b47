"""What the study of answers needs of the corpora, read once: prompts, repertoire, runs.

Knows which pieces are held out; knows no system that answers.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from antiphon_models.corpus.collection import read_collection
from antiphon_models.corpus.split import split
from antiphon_models.evaluation.answer_measures import TrainingRuns, training_runs
from antiphon_models.evaluation.baselines import Repertoire
from antiphon_models.evaluation.prompts import Prompt, prompts_of


@dataclass(frozen=True, slots=True)
class AnswerCorpus:
    """Prompts from held-out pieces, and what the training pieces hold."""

    prompts: list[Prompt]
    repertoire: Repertoire
    training: TrainingRuns


def read_answer_corpus(
    folder: Path, styles: Collection[str], count: int, seed: int
) -> AnswerCorpus:
    """Return `count` prompts of `styles` and the digest of all training pieces of these styles.

    Raises CorpusError if a corpus is missing.
    """
    training, held_out = split(read_collection(folder, styles=styles))
    repertoire = Repertoire()
    for piece in training:
        if len(piece.notes) > 1:
            repertoire.learn(piece)
    prompts = prompts_of(held_out, count, seed)
    runs = training_runs([[note.pitch for note in piece.notes] for piece in training])
    return AnswerCorpus(prompts, repertoire, runs)
