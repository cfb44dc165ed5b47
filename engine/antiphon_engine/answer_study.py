"""`antiphon evaluate answers`: held-out phrases answered, beside what was really played next.

Knows the command line, the processes that answer and the files written; what an answer is
like is measured in `antiphon_models.evaluation`.
"""

import argparse
import json
import multiprocessing
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from antiphon_engine import presets
from antiphon_engine.benchmarks.report import machine_facts
from antiphon_engine.errors import UserError
from antiphon_engine.param_options import add_param_options, param_changes
from antiphon_engine.params import Params, changed, differences
from antiphon_engine.process_setup import limit_blas_threads
from antiphon_engine.prompted import answer_to
from antiphon_engine.session_start import load_mind
from antiphon_models.corpus.collection import SHIPPED_STYLES
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.evaluation.answer_corpus import AnswerCorpus, read_answer_corpus
from antiphon_models.evaluation.answer_file import AnswerFile, OtherRunError
from antiphon_models.evaluation.answer_report import report
from antiphon_models.evaluation.answer_table import answer_page
from antiphon_models.evaluation.baselines import BASELINES
from antiphon_models.evaluation.progress import progress
from antiphon_models.evaluation.prompts import Prompt
from antiphon_models.music.phrase import Phrase, phrase_of

OURS = "antiphon"
# The systems that the engine plays, and the knobs that make them what they are.
PLAYED: Mapping[str, Mapping[str, object]] = {
    OURS: {},
    "network alone": {"motif_threshold": 0.0},
}


@dataclass(frozen=True, slots=True)
class Task:
    """One system to answer one prompt, with dice of its own."""

    system: str
    prompt: Prompt
    params: Params
    seed: int
    weights: Path | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate answers`."""
    parser.description = (
        "Answer phrases of held-out pieces, and compare the answers, and those of simple "
        "baselines, with what the musician really played next."
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="folder with bach-violin, jazz-solos and pop-songs",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR",
        help="where answers.json, answers.md and the answers themselves go; a run that was "
        "stopped is taken up from there",
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="replace another run's answers")
    parser.add_argument("--prompts", type=_count, default=1000, metavar="N", help="default 1000")
    parser.add_argument("--seed", type=int, default=1, help="other prompts, other dice (default 1)")
    parser.add_argument(
        "--jobs", type=_count, default=os.cpu_count(), metavar="N", help="processes that answer"
    )
    parser.add_argument(
        "--styles", type=_Names(SHIPPED_STYLES), default=SHIPPED_STYLES, metavar="NAME,...",
        help=f"of {', '.join(SHIPPED_STYLES)} (default all)",
    )  # fmt: skip
    systems = (*PLAYED, *BASELINES)
    parser.add_argument(
        "--only", type=_Names(systems), default=systems, metavar="NAME,...",
        help=f"these systems beside antiphon, of {', '.join(systems)} (default all)",
    )  # fmt: skip
    parser.add_argument("--preset", metavar="NAME|FILE", help="the knobs to begin with")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="another network's weights")
    add_param_options(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, measure, and write the tables; return the exit code."""
    limit_blas_threads()
    chosen = presets.load(args.preset) if args.preset else {}
    params = changed(Params(), {**chosen, **param_changes(args)})
    facts = _facts(args, params)
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        known = AnswerFile(args.out / "answers.jsonl", facts, args.force)
        corpus = read_answer_corpus(args.data, args.styles, args.prompts, args.seed)
    except (CorpusError, OtherRunError) as error:
        raise UserError(str(error)) from None
    except OSError as error:
        raise UserError(f"{args.out}: {error.strerror}; name another folder with --out") from None
    if not corpus.prompts:
        raise UserError(f"{args.data}: no held-out piece is long enough; use another folder")
    _play(_tasks(args, params, corpus.prompts, known), args.jobs, known)
    systems = {OURS, *args.only}
    answers = {key: answer for key, answer in known.answers.items() if key[0] in systems}
    answers |= _baselines(corpus, systems, args.seed)
    study = {**report(corpus.prompts, answers, corpus.training, OURS, args.seed), **facts}
    study |= {"prompts": len(corpus.prompts), "date": date.today().isoformat()}
    study["machine"] = _machine(facts["weights"])
    _write(args.out, study)
    return 0


def _facts(args: argparse.Namespace, params: Params) -> dict[str, Any]:
    """What tells one run from another: answers of runs that differ in it are never mixed."""
    return {
        "weights": load_mind(args.weights).name,
        "params": differences(params),
        "seed": args.seed,
        "styles asked for": list(args.styles),
    }


def _tasks(
    args: argparse.Namespace, params: Params, prompts: Sequence[Prompt], known: AnswerFile
) -> list[Task]:
    """What is still to be answered."""
    return [
        Task(
            system,
            prompt,
            changed(params, PLAYED[system]),
            zlib.crc32(f"{args.seed}/{prompt.name}".encode()),
            args.weights,
        )
        for prompt in prompts
        for system in PLAYED
        if system in {OURS, *args.only} and (system, prompt.name) not in known.answers
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


def _baselines(corpus: AnswerCorpus, systems: set[str], seed: int) -> dict[tuple[str, str], Phrase]:
    names = [name for name in BASELINES if name in systems]
    return {
        (name, prompt.name): BASELINES[name](
            prompt, corpus.repertoire, Random(f"{seed}/{prompt.name}/{name}")
        )
        for prompt in progress(corpus.prompts, len(corpus.prompts), "baselines")
        for name in names
    }


def _machine(mind: str) -> str:
    facts = machine_facts(mind, False)
    return ", ".join(f"{name} {facts[name]}" for name in ("processor", "cores", "system"))


def _write(folder: Path, study: Mapping[str, Any]) -> None:
    page = answer_page(study)
    (folder / "answers.json").write_text(json.dumps(study, indent=1) + "\n", encoding="utf-8")
    (folder / "answers.md").write_text(page, encoding="utf-8")
    print(page)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text}")
    return int(text)


class _Names:
    """Reads names apart by commas, each one of those given."""

    def __init__(self, known: Sequence[str]) -> None:
        self._known = known

    def __call__(self, text: str) -> tuple[str, ...]:
        names = tuple(name.strip() for name in text.split(","))
        for name in names:
            if name not in self._known:
                raise argparse.ArgumentTypeError(f"'{name}' is not one of {', '.join(self._known)}")
        return names
