"""What a training run has told of itself so far, and the same in a musician's words.

Knows the JSON lines that `antiphon train` prints; knows no process and no widget.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QCoreApplication


@dataclass(slots=True)
class Progress:
    """How far a run is; `share` of the time is spent, NaN before anything is known.

    Surprise is what a note that was held out costs, in bits, or in some networks a symbol;
    NaN before it was measured.
    """

    epoch: int = 0
    epochs: int = 0
    share: float = math.nan
    seconds_left: float = math.nan
    first_surprise: float = math.nan
    best_surprise: float = math.nan

    @property
    def is_learning(self) -> bool:
        """Whether the music has been read and learning has begun."""
        return self.epoch > 0

    def apply(self, line: bytes | str) -> None:
        """Take in a line that the command printed; one that is no such event is ignored."""
        try:
            event = json.loads(line)
            match event["event"]:
                case "Step":
                    self._step(event)
                case "HeldOut":
                    self._measure(event["bits"])
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
            return

    def _step(self, event: Mapping[str, Any]) -> None:
        spent, left = float(event["seconds"]), float(event["seconds_left"])
        self.epoch, self.epochs = int(event["epoch"]), int(event["epochs"])
        self.seconds_left = left
        if spent + left > 0:
            self.share = spent / (spent + left)

    def _measure(self, bits: Mapping[str, Mapping[str, float]]) -> None:
        """A style's surprise is the sum of its heads'; of several, the mean."""
        surprise = sum(sum(heads.values()) for heads in bits.values()) / len(bits)
        if math.isnan(self.first_surprise):
            self.first_surprise = self.best_surprise = surprise
        self.best_surprise = min(self.best_surprise, surprise)

    def told(self) -> str:
        """Return how far it is and how long it may go on, in one line."""
        if not self.is_learning:
            return _tr("reading the music; the first time, that takes some minutes")
        line = _tr("epoch {0} of {1}").format(self.epoch, self.epochs)
        return line if math.isnan(self.seconds_left) else f"{line}, {duration(self.seconds_left)}"

    def surprise_told(self) -> str:
        """Return how well it predicts music that it did not learn from; "" before it is known."""
        if math.isnan(self.best_surprise):
            return ""
        now = _tr("New music surprises it by {0:.2f} bits").format(self.best_surprise)
        if self.best_surprise >= self.first_surprise:
            return now
        return _tr("{0}, at first by {1:.2f}; less is better").format(now, self.first_surprise)


def duration(seconds: float) -> str:
    """Return what is left, as nearly as anyone wants to know it."""
    minutes = math.ceil(seconds / 60)
    if minutes <= 1:
        return _tr("less than a minute left")
    if minutes < 100:
        return _tr("about {0} minutes left").format(minutes)
    return _tr("about {0} hours left").format(math.ceil(seconds / 3600))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Training", text)
