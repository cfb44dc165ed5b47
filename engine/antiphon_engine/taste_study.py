"""`antiphon evaluate taste`: whether learning from marks gives listeners more of what they like.

Knows the command line, the corpora and the page; the trial itself is elsewhere. The listeners
are programs, each with one rule, and the page says so.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any

from antiphon_engine.errors import UserError
from antiphon_engine.new_file import write_new_file
from antiphon_engine.params import Params
from antiphon_engine.process_setup import limit_blas_threads
from antiphon_engine.session_start import load_mind

if TYPE_CHECKING:
    from antiphon_engine.taste_trial import Trial

STYLES = ("bach", "jazz")
# What of an answer each kind of filter is shown: as the paper, or as the stage.
ENTROPIES = "entropies alone, as papers/003"
ALL = "all traits, as on stage"
HEADER = (
    "| listener | filter is shown | good marks | AUC held out | any draft | without | with | "
    "gain (sd over seeds) | the listener's own choice | kinship lost |"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate taste`."""
    parser.description = (
        "Simulated listeners mark answers of the real engine; then the share of its answers to "
        "new phrases that they like is counted, with what it learned and without."
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the data folder")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where results go")
    parser.add_argument("--seed", type=int, default=101, help="the first seed (default 101)")
    parser.add_argument("--seeds", type=int, default=5, help="how many of them (default 5)")
    parser.add_argument("--marks", type=int, default=60, help="marks a listener (default 60)")


def run(args: argparse.Namespace) -> int:
    """Try it, write taste.json and taste.md, and show the page; return the exit code."""
    limit_blas_threads()
    trials = [each for seed in range(args.seeds) for each in _of_seed(args, args.seed + seed)]
    page = _page(trials, args)
    rows = [{"shown": shown, **asdict(trial)} for shown, trial in trials]
    content = {"taste.md": page, "taste.json": json.dumps(rows, indent=1) + "\n"}
    for name, text in content.items():
        write_new_file(args.out / name, text.encode(), may_replace=True)
    print(page)
    return 0


def _of_seed(args: argparse.Namespace, seed: int) -> Iterator[tuple[str, "Trial"]]:
    # They load NumPy, which reads the limit of threads as it is imported.
    from antiphon_engine.core.traits import SPREADS, WINDOWS  # noqa: PLC0415
    from antiphon_engine.taste_listeners import LISTENERS  # noqa: PLC0415
    from antiphon_engine.taste_trial import drafts_of, trial  # noqa: PLC0415
    from antiphon_models.answer_features import entropies  # noqa: PLC0415

    shown: Mapping[str, Sequence[str]] = {
        ENTROPIES: tuple(entropies([], WINDOWS)),
        ALL: tuple(SPREADS),
    }
    prompts = _prompts(args.data, 2 * args.marks, seed)
    sets = list(drafts_of(prompts, load_mind(), Params(), seed))
    known, new = sets[: args.marks], sets[args.marks :]
    for listener in LISTENERS:
        for words, names in shown.items():
            yield words, trial(listener, known, new, seed, names=names)[0]


def _prompts(data: Path, count: int, seed: int) -> list[Any]:
    from antiphon_models.corpus.collection import read_collection  # noqa: PLC0415
    from antiphon_models.corpus.piece import CorpusError  # noqa: PLC0415
    from antiphon_models.corpus.split import split  # noqa: PLC0415
    from antiphon_models.evaluation.prompts import prompts_of  # noqa: PLC0415

    try:
        _, held_out = split(read_collection(data, styles=STYLES))
    except CorpusError as error:
        raise UserError(str(error)) from None
    prompts = prompts_of(held_out, count, seed)
    if len(prompts) < count:
        raise UserError(f"{data}: holds {len(prompts)} phrases of {count}; ask for fewer --marks")
    Random(seed).shuffle(prompts)
    return prompts


def _page(trials: Sequence[tuple[str, "Trial"]], args: argparse.Namespace) -> str:
    groups: dict[tuple[str, str], list[Trial]] = {}
    for shown, trial in trials:
        groups.setdefault((trial.listener, shown), []).append(trial)
    lines = [
        "# The taste filter, tried on listeners whose rule is known",
        "",
        f"Made by `antiphon evaluate taste --seed {args.seed} --seeds {args.seeds} --marks "
        f"{args.marks}`. The listeners are programs, not people. Each marks {args.marks} answers "
        "of the engine to held-out phrases of Bach and jazz; then it is counted how many of its "
        f"answers to {args.marks} other phrases that listener likes: the answer chosen of eight "
        "drafts without marks, with them, and by the listener himself, which is the most there "
        f"is to win. Means over {args.seeds} seeds, which draw phrases from the same pieces. The "
        "one who tosses a coin is counted as if he liked leaps: nonsense must change nothing.",
        "",
        HEADER,
        "|" + "---|" * HEADER.count(" |"),
        *(_row(listener, shown, of) for (listener, shown), of in groups.items()),
    ]
    return "\n".join(lines) + "\n"


def _row(listener: str, shown: str, trials: Sequence["Trial"]) -> str:
    gains = [each.after - each.before for each in trials]
    spread = stdev(gains) if len(gains) > 1 else 0.0
    cells = [
        *(listener, shown),
        *(_mean(trials, name) for name in ("marked_good", "skill", "any", "before", "after")),
        f"{fmean(gains):+.2f} ({spread:.2f})",
        _mean(trials, "best"),
        f"{fmean(each.kin_before - each.kin_after for each in trials):.3f}",
    ]
    return f"| {' | '.join(cells)} |"


def _mean(trials: Sequence["Trial"], name: str) -> str:
    return f"{fmean(getattr(each, name) for each in trials):.2f}"
