"""The `antiphon` command: finds the subcommand, runs it, and says errors in one line.

Knows which module does what and imports no other; what a command does is its module's.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from types import ModuleType
from typing import NoReturn

from antiphon_app.display import why_no_window
from antiphon_engine.errors import UserError
from antiphon_engine.params import ParamError

# Each module has `add_arguments(parser)` and `run(args)`, which returns the exit code.
COMMANDS = {
    "window": ("antiphon_app.application", "open the window, as without a command"),
    "play": ("antiphon_app.play", "play with you, live, without a window"),
    "render": ("antiphon_engine.render", "answer a MIDI file with a duet"),
    "replay": ("antiphon_engine.replay", "play a recorded session again, to the note"),
    "takes": ("antiphon_engine.takes", "list, export and recover saved sessions"),
    "memory": ("antiphon_engine.memory_command", "teach it pieces from MIDI files, at once"),
    "notate": ("antiphon_engine.notate", "write a take as notation (MusicXML)"),
    "ports": ("antiphon_engine.port_list", "say what MIDI there is"),
    "bench": ("antiphon_engine.bench", "measure latency, memory and start-up"),
    "demo": ("antiphon_engine.demo", "answer a shipped phrase and show the duet"),
    "corpus": ("antiphon_models.corpus.command", "make data sets out of scores and MIDI files"),
    "train note-stream": ("antiphon_models.training.command", "train the network"),
    "train anticipation": (
        "antiphon_models.training.anticipation_command",
        "learn how far to believe the motif memory",
    ),
    "train runs": (
        "antiphon_models.training.runs_command",
        "note which runs of notes must not be copied",
    ),
    "train folk": ("antiphon_models.training.folk_command", "train the styles folk and chorale"),
    "train mine": ("antiphon_models.training.mine_command", "train a style from your own files"),
    "train taste": ("antiphon_engine.taste_command", "learn from your thumbs"),
    "train motif": ("antiphon_models.training.motif_command", "train the motif LSTM"),
    "train grid": ("antiphon_models.training.grid_command", "train the melody grid"),
    "train triples": (
        "antiphon_models.training.triples_command",
        "train the pitch, step and duration LSTM",
    ),
    "train vrash": ("antiphon_models.training.vrash_command", "train VRASH"),
    "evaluate answers": (
        "antiphon_engine.answer_study",
        "compare answers with what musicians really played next",
    ),
    "evaluate anticipation": (
        "antiphon_models.evaluation.anticipation_command",
        "say what the motif memory adds to the network",
    ),
    "evaluate figures": (
        "antiphon_models.evaluation.figures_command",
        "draw the results of the studies",
    ),
    "evaluate melody": (
        "antiphon_models.evaluation.melody_command",
        "predict unseen melodies, beside published models",
    ),
    "evaluate motif": (
        "antiphon_models.evaluation.motif_command",
        "do the study of the motif LSTM's paper again",
    ),
    "evaluate grid": (
        "antiphon_models.evaluation.grid_command",
        "do the study of the melody grid's paper again",
    ),
    "evaluate triples": (
        "antiphon_models.evaluation.triples_command",
        "do the study of the pitch, step and duration LSTM's paper again",
    ),
    "evaluate vrash": (
        "antiphon_models.evaluation.vrash_command",
        "do the study of VRASH's paper again",
    ),
    "evaluate taste": (
        "antiphon_engine.taste_study",
        "see whether learning from marks works, on simulated listeners",
    ),
    "evaluate note-stream": (
        "antiphon_models.evaluation.note_stream_command",
        "say how well networks predict the pieces held out",
    ),
}
# What only training and studies need, and a musician's installation may lack.
TRAIN_EXTRA = ("torch", "music21", "matplotlib", "sklearn", "tqdm")
USER_ERROR = 2
INTERRUPTED = 130


class OneLineParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line that says where to read on."""

    def error(self, message: str) -> NoReturn:
        """Print `message` in one line and exit with code 2."""
        self.exit(USER_ERROR, f"antiphon: {message}; '{self.prog} --help' says what there is\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(words)
    except (UserError, ParamError) as error:
        print(f"antiphon: {error}", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED


def _dispatch(words: list[str]) -> int:
    match words:
        case []:
            return _run_without_command()
        case ["--version"]:
            print(f"antiphon {version('antiphon')}")
            return 0
        case ["-h" | "--help", *_]:
            print(_overview())
            return 0
        case [group, name, *rest] if f"{group} {name}" in COMMANDS:
            return _run(f"{group} {name}", rest)
        case [name, *rest] if name in COMMANDS:
            return _run(name, rest)
        case [group, *_] if within := _group(group):
            raise UserError(f"'{group}' needs to know what: {', '.join(within)}")
        case [option, *_] if option.startswith("-"):
            return _run("play" if "--headless" in words else "window", words)
    raise UserError(f"'{words[0]}' is no command; there are {', '.join(COMMANDS)}")


def _group(name: str) -> list[str]:
    """Return the commands of two words of which `name` is the first."""
    return [command for command in COMMANDS if command.startswith(f"{name} ")]


def _run_without_command() -> int:
    """Open the window, or where there is no screen say so and perform the demo."""
    reason = why_no_window(os.environ)
    if not reason:
        return _run("window", [])
    print(f"antiphon: no window, as {reason}; here is the demo instead", file=sys.stderr)
    return _run("demo", [])


def _run(name: str, words: list[str]) -> int:
    module = _loaded(name)
    parser = OneLineParser(prog=f"antiphon {name}", description=COMMANDS[name][1])
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(words))
    return code


def _loaded(name: str) -> ModuleType:
    try:
        return importlib.import_module(COMMANDS[name][0])
    except ModuleNotFoundError as error:
        if error.name not in TRAIN_EXTRA:
            raise
        raise UserError(
            f"'{name}' needs {error.name}; install it with: pip install 'antiphon[train]'"
        ) from None


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}} {does}" for name, (_, does) in COMMANDS.items()]
    return "\n".join(
        [
            "Antiphon, a duo partner for musicians.",
            "",
            "antiphon                 open the window",
            "antiphon --headless      play, live, without a window",
            "antiphon COMMAND ...     'antiphon COMMAND --help' says everything",
            "",
            *lines,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
