"""A run of the study of answers: who answers what, in which processes, and what is written.

Knows systems, processes and files; what an answer is like is measured in
`antiphon_models.evaluation`.
"""

import json
import multiprocessing
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from antiphon_engine.benchmarks.report import machine_facts
from antiphon_engine.errors import UserError
from antiphon_engine.params import Params, changed, differences
from antiphon_engine.prompted import answer_to
from antiphon_engine.session_start import load_mind
from antiphon_models.corpus.collection import SHIPPED_STYLES
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.progress import progress
from antiphon_models.evaluation.answer_corpus import AnswerCorpus, read_answer_corpus
from antiphon_models.evaluation.answer_file import AnswerFile, OtherRunError
from antiphon_models.evaluation.answer_report import report
from antiphon_models.evaluation.answer_table import answer_page
from antiphon_models.evaluation.baselines import BASELINES
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.music.phrase import Phrase, phrase_of
from antiphon_models.systems.catalogue import NAMES, PAPERS
from antiphon_models.systems.weights_files import is_there

OURS = "antiphon"
# The systems that the engine plays, and the knobs that make them what they are.
PLAYED: Mapping[str, Mapping[str, object]] = {
    OURS: {},
    "network alone": {"motif_threshold": 0.0},
    **{system.title: {"model": system.name} for system in PAPERS},
}
SYSTEMS = (*PLAYED, *BASELINES)


@dataclass(frozen=True, slots=True)
class AnswerRun:
    """What is asked for: the corpora's folder, the knobs, how many prompts, and where to.

    `only` names the systems beside antiphon. UserError for a style or system that is not.
    """

    data: Path
    out: Path
    params: Params
    prompts: int
    seed: int
    weights: Path | None = None
    styles: Sequence[str] = SHIPPED_STYLES
    only: Sequence[str] = SYSTEMS

    def __post_init__(self) -> None:
        _refuse_unknown("style", self.styles, SHIPPED_STYLES)
        _refuse_unknown("system", self.only, SYSTEMS)
        for system in PAPERS:
            if system.title in self.only and not is_there(system.name):
                raise UserError(
                    f"'{system.title}' is not trained on this machine; '{system.train}' does "
                    "that, or name other systems with --only"
                )

    @property
    def systems(self) -> list[str]:
        """The systems that answer, antiphon among them."""
        return [OURS, *(name for name in self.only if name != OURS)]

    @property
    def facts(self) -> dict[str, Any]:
        """What tells one run from another; answers of runs that differ in it are never mixed."""
        mind = load_mind(self.weights)
        return {
            "weights": mind.name,
            "params": differences(self.params),
            "seed": self.seed,
            "styles asked for": list(self.styles),
            "systems' weights": {name: mind.repertoire.voices.get(name, "") for name in NAMES[1:]},
        }


@dataclass(frozen=True, slots=True)
class Task:
    """One system to answer one prompt, with dice of its own."""

    system: str
    prompt: Prompt
    params: Params
    seed: int
    weights: Path | None


def study(wanted: AnswerRun, jobs: int, may_replace: bool = False) -> str:
    """Answer, measure, write answers.json and answers.md, and return the page.

    What the run's folder holds of an earlier one that was stopped is not done again. UserError
    for what is missing or in the way.
    """
    facts = wanted.facts
    try:
        wanted.out.mkdir(parents=True, exist_ok=True)
        known = AnswerFile(wanted.out / "answers.jsonl", facts, may_replace)
        corpus = read_answer_corpus(wanted.data, wanted.styles, wanted.prompts, wanted.seed)
    except (CorpusError, OtherRunError) as error:
        raise UserError(str(error)) from None
    except OSError as error:
        raise UserError(f"{wanted.out}: {error.strerror}; name another with --out") from None
    if not corpus.prompts:
        raise UserError(f"{wanted.data}: no held-out piece is long enough; name another folder")
    _play(_tasks(wanted, corpus.prompts, known), jobs, known)
    answers = {key: answer for key, answer in known.answers.items() if key[0] in wanted.systems}
    answers |= _baselines(corpus, wanted)
    figures = {**facts, **report(corpus.prompts, answers, corpus.training, OURS, wanted.seed)}
    figures |= {"date": date.today().isoformat(), "machine": _machine(facts["weights"])}
    return _written(wanted.out, figures)


def _tasks(wanted: AnswerRun, prompts: Sequence[Prompt], known: AnswerFile) -> list[Task]:
    """What is still to be answered."""
    return [
        Task(
            system,
            prompt,
            changed(wanted.params, PLAYED[system]),
            zlib.crc32(f"{wanted.seed}/{prompt.name}".encode()),
            wanted.weights,
        )
        for prompt in prompts
        for system in PLAYED
        if system in wanted.systems and (system, prompt.name) not in known.answers
    ]


def _play(tasks: Sequence[Task], jobs: int, known: AnswerFile) -> None:
    for system, prompt, answer in progress(_answers(tasks, jobs), len(tasks), "answering"):
        known.add(system, prompt, answer)


def _answers(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[str, str, Phrase]]:
    if jobs == 1 or len(tasks) < 2 * jobs:
        yield from map(_answer, tasks)
        return
    # Spawned, not forked: the corpora are large, and nothing of them is needed there.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(_answer, tasks, chunksize=4)


def _answer(task: Task) -> tuple[str, str, Phrase]:
    # A mind of its own for each: nothing that one prompt taught it can help with another.
    mind = load_mind(task.weights)
    before, phrase = task.prompt.before.notes, task.prompt.phrase.notes
    played = answer_to(before, phrase, mind, task.params, task.seed)
    return task.system, task.prompt.name, phrase_of(played)


def _baselines(corpus: AnswerCorpus, wanted: AnswerRun) -> dict[tuple[str, str], Phrase]:
    names = [name for name in BASELINES if name in wanted.systems]
    return {
        (name, prompt.name): BASELINES[name](
            prompt, corpus.repertoire, Random(f"{wanted.seed}/{prompt.name}/{name}")
        )
        for prompt in progress(corpus.prompts, len(corpus.prompts), "baselines")
        for name in names
    }


def _machine(mind: str) -> str:
    facts = machine_facts(mind, False)
    return ", ".join(f"{name} {facts[name]}" for name in ("processor", "cores", "system"))


def _written(folder: Path, figures: Mapping[str, Any]) -> str:
    page = answer_page(figures)
    (folder / "answers.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (folder / "answers.md").write_text(page, encoding="utf-8")
    return page


def _refuse_unknown(kind: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UserError(f"'{name}' is no {kind}; there are {', '.join(known)}")
