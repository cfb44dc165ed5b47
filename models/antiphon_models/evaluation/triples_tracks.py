"""Tracks that papers/002's networks make, from the first notes of a piece on, as the paper does.

Knows networks that are stepped and dice; measures nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from antiphon_models.codecs.note_triples import Rows, Triple, fed
from antiphon_models.runtime.triples import Foretold, TriplesStepper, TriplesWeights
from antiphon_models.runtime.triples_window import WindowedEnsemble
from antiphon_models.sampling import draw, tempered

Foretells = Callable[[Rows], Foretold]


@dataclass(frozen=True, slots=True)
class Player:
    """A system that makes tracks: it hears `window` notes before each that it makes."""

    name: str
    window: int
    foretells: Foretells


def ensemble_player(name: str, members: Sequence[TriplesWeights]) -> Player:
    """Return one network, or several as one, asked about windows as they were trained."""
    return Player(name, members[0].config.window, WindowedEnsemble(members).foretell)


def stacked_player(name: str, weights: TriplesWeights) -> Player:
    """Return a network of several layers, asked about windows as it was trained."""
    stepper = TriplesStepper([weights])

    def foretells(window: Rows) -> Foretold:
        stepper.reset()
        for pitch, step, duration in window:
            stepper.step(round(float(pitch) * 128), float(step), float(duration))
        return stepper.foretell()

    return Player(name, weights.config.window, foretells)


def track(player: Player, seed: Rows, notes: int, temperature: float, rng: Random) -> Rows:
    """Return `notes` notes after those of `seed`: pitches drawn, times as they are foretold.

    Both are (notes, 3), as a network is fed. No rule keeps the track from going round.
    """
    line: Rows = np.concatenate([seed, np.empty((notes, 3), np.float32)])
    for place in range(len(seed), len(line)):
        said = player.foretells(line[max(place - player.window, 0) : place])
        pitch = draw(tempered(said.pitch, temperature), rng)
        line[place] = fed([Triple(pitch, said.step, said.duration)])[0]
    return line[len(seed) :]
