"""What was learned of one listener's taste: a weight for each trait, as plain floats.

Knows names and numbers; does not know what a trait is, where marks come from or how they are
learned from.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LearnedTaste:
    """How far each trait speaks for an answer, and how many marks that was learned from.

    `weights` are for one unit of each trait, in the units of what rates answers without them;
    none leave everything as it was. `good` and `bad` count marks. Raises ValueError for a
    weight that is no finite number.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    good: int = 0
    bad: int = 0

    def __post_init__(self) -> None:
        for name, weight in self.weights.items():
            if not math.isfinite(weight):
                raise ValueError(f"the weight of '{name}' is no finite number")

    @property
    def marks(self) -> int:
        """How many marks there were."""
        return self.good + self.bad

    def lean(self, traits: Mapping[str, float]) -> float:
        """Return how much better these traits make an answer, below 0 for worse.

        KeyError names a trait that is weighed and not told.
        """
        return sum(weight * traits[name] for name, weight in self.weights.items())
