"""`antiphon evaluate answers`: held-out phrases answered, beside what was really played next.

Knows the command line; what is done is `answer_run`'s, which loads NumPy and is therefore
imported only once BLAS has been told to keep to one thread.
"""

import argparse
import os
from pathlib import Path

from antiphon_engine import presets
from antiphon_engine.param_options import add_param_options, param_changes
from antiphon_engine.params import Params, changed
from antiphon_engine.process_setup import limit_blas_threads


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
    parser.add_argument("--force", action="store_true", help="begin anew, whatever is there")
    parser.add_argument("--prompts", type=_count, default=1000, metavar="N", help="default 1000")
    parser.add_argument("--seed", type=int, default=1, help="other prompts, other dice (default 1)")
    parser.add_argument(
        "--jobs", type=_count, default=os.cpu_count(), metavar="N", help="processes that answer"
    )
    parser.add_argument(
        "--styles", type=_split, metavar="NAME,...",
        help="prompts and baselines of these styles, such as jazz (default all that are shipped)",
    )  # fmt: skip
    parser.add_argument(
        "--only", type=_split, metavar="NAME,...",
        help="these systems beside antiphon, such as markov (default all)",
    )  # fmt: skip
    parser.add_argument("--preset", metavar="NAME|FILE", help="the knobs to begin with")
    parser.add_argument("--weights", type=Path, metavar="FILE", help="another network's weights")
    add_param_options(parser)


def run(args: argparse.Namespace) -> int:
    """Answer, measure, and write the tables; return the exit code."""
    limit_blas_threads()
    # They load NumPy, which reads the limit as it is imported.
    from antiphon_engine.answer_run import SYSTEMS, AnswerRun, study  # noqa: PLC0415
    from antiphon_models.corpus.collection import SHIPPED_STYLES  # noqa: PLC0415

    chosen = presets.load(args.preset) if args.preset else {}
    params = changed(Params(), {**chosen, **param_changes(args)})
    wanted = AnswerRun(
        data=args.data,
        out=args.out,
        params=params,
        prompts=args.prompts,
        seed=args.seed,
        weights=args.weights,
        styles=args.styles or SHIPPED_STYLES,
        only=args.only or SYSTEMS,
    )
    print(study(wanted, args.jobs, args.force))
    return 0


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {text}")
    return int(text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))
