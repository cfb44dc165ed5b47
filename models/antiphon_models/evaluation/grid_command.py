"""`antiphon evaluate grid`: papers/001's study done again, as a page and as JSON.

Knows the options and puts songs, networks and page together; computes no figure.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any, Final

from antiphon_models.codecs.time_grid import decoded
from antiphon_models.corpus.grid_midi import write_melody
from antiphon_models.corpus.grid_sets import FIDDLE, FOLK, read_set
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.progress import progress
from antiphon_models.evaluation.grid_claims import told
from antiphon_models.evaluation.grid_lengths import TRIALS, trials, truncated
from antiphon_models.evaluation.grid_page import grid_page
from antiphon_models.evaluation.grid_study import SEED_SYMBOLS, Ground, ground_of, studied
from antiphon_models.evaluation.study_page import write_results
from antiphon_models.networks.grid_config import ARCHITECTURE
from antiphon_models.option_numbers import whole_from
from antiphon_models.runtime.grid_lstm import GridStepper, GridWeights, load_grid
from antiphon_models.systems.grid_melody import Settings
from antiphon_models.systems.weights_files import weights_file
from antiphon_models.training.grid_data import GridLesson, lesson_of
from antiphon_models.weights_file import WeightsError, read_description, read_weights

USER_ERROR: Final = 2
RESULTS: Final = "grid.json"
PAGE: Final = "grid.html"
HEARD: Final = (8, 16, 32, 64, 96)
# From the same two bars of the same song: too cold, as the network is, and adapted.
EXAMPLES: Final = {
    "fixed-0.2": Settings(0.2),
    "fixed-1.0": Settings(1.0),
    "adaptive-0.4": Settings(0.4, adaptive=1.0),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon evaluate grid` on `parser`."""
    parser.description = (
        "Do papers/001's study again: temperatures fixed and adaptive, the weight of rests, the "
        "length of what is seen; and what the paper does not show: loops and copies."
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR",
                        help="the data folder, with bach-violin")  # fmt: skip
    parser.add_argument("--weights", type=Path, metavar="FILE",
                        help="the network to study, if not the one that plays")  # fmt: skip
    parser.add_argument(
        "--folk", type=Path, metavar="FILE",
        help=f"a network from 'antiphon train grid --data-set {FOLK}', to study beside it",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="DIR",
                        help=f"write {PAGE}, {RESULTS} and examples into this folder")  # fmt: skip
    parser.add_argument("--songs", type=whole_from(2), default=200, metavar="N",
                        help="melodies at each setting, each from another song")  # fmt: skip
    parser.add_argument("--seed", type=whole_from(0), default=1, metavar="N")
    parser.add_argument("--epochs", type=whole_from(1), default=25, metavar="N",
                        help="of each of the small trainings")  # fmt: skip
    parser.add_argument("--redraw", action="store_true",
                        help=f"draw the page anew from {RESULTS} in --out")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the results as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the study, print and write; 2 for a one-line error on stderr."""
    try:
        found = _found(args)
        if args.out:
            grid_page(found).write(args.out / PAGE)
    except (CorpusError, WeightsError, OSError) as error:
        print(f"antiphon evaluate grid: {error}", file=sys.stderr)
        return USER_ERROR
    print(json.dumps(found) if args.json else told(found))
    return 0


def _found(args: argparse.Namespace) -> dict[str, Any]:
    if args.redraw:
        return _kept(args.out)
    began = time.monotonic()
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
    found = _studied(args)
    if args.out:
        folk = " --folk FILE" if args.folk else ""
        command = (
            f"antiphon evaluate grid --data DIR{folk} --songs {args.songs} --seed {args.seed} "
            f"--epochs {args.epochs}"
        )
        write_results(args.out / RESULTS, found, command, time.monotonic() - began)
    return found


def _kept(folder: Path | None) -> dict[str, Any]:
    if folder is None:
        raise CorpusError(f"to redraw, name the folder of {RESULTS} with --out")
    try:
        found: dict[str, Any] = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
    except ValueError as error:
        raise CorpusError(f"{folder / RESULTS}: holds no results ({error})") from None
    return found


def _studied(args: argparse.Namespace) -> dict[str, Any]:
    path = args.weights or weights_file(ARCHITECTURE)
    # Both first: a file that is unfit is to be told before minutes of work.
    files = {FIDDLE: path} | ({FOLK: args.folk} if args.folk else {})
    networks = {name: load_grid(file) for name, file in files.items()}
    found: dict[str, Any] = {"networks": {}}
    for name, weights in networks.items():
        lesson = lesson_of(read_set(name, args.data).songs)
        ground = _ground(weights, lesson, args, files[name])
        found["networks"][name] = {
            "weights": weights.name,
            "training": read_description(files[name]).metrics,
            **studied(weights, ground),
        }
        if name == FIDDLE:
            tensors, _ = read_weights(path, ARCHITECTURE, weights.config.symbol_map.digest)
            found["heard"] = truncated(tensors, weights.config, lesson, HEARD)
            running = trials(lesson, ground, args.epochs, args.seed)
            found["lengths"] = list(progress(running, len(TRIALS), "small trainings"))
            if args.out:
                _write_examples(args.out, weights, ground)
    return found


def _ground(
    weights: GridWeights, lesson: GridLesson, args: argparse.Namespace, file: Path
) -> Ground:
    if lesson.symbols != weights.config.symbol_map:
        raise CorpusError(f"{file}: was trained on other songs; train it again on this machine")
    ground = ground_of(lesson, args.songs, args.seed)
    if len(ground.songs) < 2:
        raise CorpusError(f"{args.data}: too few songs are held out; use the whole data set")
    return ground


def _write_examples(folder: Path, weights: GridWeights, ground: Ground) -> None:
    network, symbols = GridStepper(weights), ground.alphabet.symbols
    one = Ground(ground.alphabet, ground.songs[:1], ground.learned, ground.dice)
    for name, settings in EXAMPLES.items():
        [melody] = one.sung(network, settings)
        numbers = [*one.songs[0][:SEED_SYMBOLS].tolist(), *melody.numbers]
        write_melody(folder / f"grid-{name}.mid", decoded(symbols.symbols_of(numbers)))
