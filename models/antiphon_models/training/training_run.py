"""How a training command runs: its processes joined, its errors one line, its Ctrl-C kept.

Knows signals and exit codes; knows no corpus and no options.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import torch

from antiphon_models.corpus.piece import CorpusError
from antiphon_models.training.checkpoint import CheckpointError
from antiphon_models.training.distributed import Group, joined
from antiphon_models.training.note_stream_loop import StoppedError, Trainer
from antiphon_models.weights_file import WeightsError

USER_ERROR = 2
INTERRUPTED = 130


def run_training(train: Callable[[Group], None], threads: int) -> int:
    """Return the exit code of `train`, having said in one line on stderr what went wrong."""
    torch.set_num_threads(threads)
    with joined() as group:
        try:
            train(group)
            # One that leaves while another still talks to it may be aborted by its library.
            group.meet()
        except (CorpusError, CheckpointError, WeightsError, OSError) as error:
            _say(group, str(error))
            return USER_ERROR
        except StoppedError:
            _say(group, "stopped; --resume goes on from here")
            return INTERRUPTED
        except KeyboardInterrupt:
            _say(group, "stopped")
            return INTERRUPTED
    return 0


@contextmanager
def stoppable(trainer: Trainer) -> Iterator[None]:
    """Let SIGINT and SIGTERM end the training after its step, with a checkpoint.

    A second signal ends it at once.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        trainer.stop()

    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.signal(name, stop) for name in wanted}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def announce(group: Group, line: str) -> None:
    """Say `line` on standard error, in the one process that tells of the run."""
    if group.leads:
        print(line, file=sys.stderr, flush=True)


def _say(group: Group, line: str) -> None:
    announce(group, f"antiphon train: {line}")
