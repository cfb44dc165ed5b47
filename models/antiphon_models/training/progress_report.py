"""What a training run tells while it goes on: a bar for people, JSON lines for programs.

Knows standard output and error; knows no network.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from tqdm import tqdm

# JSON lines of steps come no closer than this, in seconds: who reads them paints them.
CLOSEST: Final = 0.5
STEPS_TO_MEASURE: Final = 10


@dataclass(frozen=True, slots=True)
class Step:
    """A batch is done: number `batch` of `batches` in an `epoch`, all counted from 1.

    `seconds_left` is the time to the end of the plan at the pace so far, `loss` the mean
    over the epoch so far.
    """

    epoch: int
    epochs: int
    batch: int
    batches: int
    loss: float
    seconds: float
    seconds_left: float


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How well the held-out music is predicted after `epoch` (0: before), in bits a note."""

    epoch: int
    loss: float | None
    bits: dict[str, dict[str, float]]
    is_best: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """A checkpoint was written after `batch` of `epoch` (counted from 0)."""

    epoch: int
    batch: int


Event = Step | HeldOut | Saved
Report = Callable[[Event], None]


def unreported(_event: Event) -> None:
    """Tell nobody, as do all processes but the first."""


class Bar:
    """Tells on standard error: a bar for each epoch, a line for each measure."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._steps = 0

    def __call__(self, event: Event) -> None:
        """Show `event`."""
        match event:
            case Step():
                self._show_step(event)
            case HeldOut():
                self._close()
                say(told(event))

    def _show_step(self, step: Step) -> None:
        if self._bar is None:
            name = f"epoch {step.epoch} of {step.epochs}"
            self._bar = tqdm(desc=name, total=step.batches, unit="batch", mininterval=2.0,
                             initial=step.batch - 1)  # fmt: skip
        self._bar.update(step.batch - self._bar.n)
        left = duration_told(step.seconds_left)
        self._bar.set_postfix_str(f"loss {step.loss:.3f}, about {left} left", refresh=False)
        self._steps += 1
        if self._steps == STEPS_TO_MEASURE:
            say(f"this will take about {left}")

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class JsonLines:
    """Tells each event as one line of JSON on standard output."""

    def __init__(self) -> None:
        self._last = -CLOSEST

    def __call__(self, event: Event) -> None:
        """Print `event`, but not every step where they come fast."""
        now = time.monotonic()
        if isinstance(event, Step):
            if now - self._last < CLOSEST and event.batch < event.batches:
                return
            self._last = now
        print_json(type(event).__name__, asdict(event))


def print_json(event: str, facts: dict[str, Any]) -> None:
    """Print one event as a line of JSON, at once."""
    print(json.dumps({"event": event, **facts}), flush=True)


def say(line: str) -> None:
    """Print a line on standard error, above the bar."""
    tqdm.write(line, file=sys.stderr)


def told(event: HeldOut) -> str:
    """Return the measure in one line, such as `epoch 3: ... folk 6.51 = ioi 1.2 + ...`."""
    per_style = "  ".join(
        f"{style} {sum(heads.values()):.3f} ("
        + " ".join(f"{head} {bits:.2f}" for head, bits in heads.items())
        + ")"
        for style, heads in event.bits.items()
    )
    when = f"epoch {event.epoch}: loss {event.loss:.3f}; " if event.loss is not None else "before: "
    return f"{when}held out, bits a note: {per_style}" + (", the best so far" * event.is_best)


def duration_told(seconds: float) -> str:
    """Return a time in words: seconds below two minutes, else minutes, else hours."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
