"""One hear + propose of each of the papers' systems, side by side.

Knows minds; knows no port and no thread.
"""

from random import Random

from antiphon_engine.benchmarks.figures import Figure, distribution
from antiphon_engine.benchmarks.network import SEED, Action, side_by_side
from antiphon_engine.benchmarks.player import played
from antiphon_engine.params import Params
from antiphon_models.improviser import Improviser
from antiphon_models.systems.catalogue import PAPERS
from antiphon_models.systems.guests import read_guests

SECTION = "hear + propose of the papers' systems"
WARM_UP = 50


def measure(rounds: int) -> list[Figure]:
    """Return the figures of every system whose weights lie on this machine."""
    minds = read_guests().minds
    systems = [system for system in PAPERS if system.name in minds]
    duets = [duet(minds[system.name], Params(model=system.name)) for system in systems]
    side_by_side(duets, WARM_UP)
    return [
        distribution(SECTION, f"systems.{system.name}", system.title, "ms", taken)
        for system, taken in zip(systems, side_by_side(duets, rounds), strict=True)
    ]


def duet(mind: Improviser, params: Params) -> Action:
    """Return what lets `mind` hear the next note of a made-up player and propose one."""
    notes, rng = played(SEED), Random(SEED)
    mind.adopt(params)

    def exchange() -> None:
        note = next(notes)
        mind.hear(note)
        # Of a chord or a legato line the note before has not ended yet; here it always has.
        mind.release(note)
        mind.propose(params, rng)

    return exchange
