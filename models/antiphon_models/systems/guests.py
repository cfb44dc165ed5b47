"""The papers' minds that can play on this machine, read from their weights files.

Knows which reader belongs to which system; knows no engine.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from antiphon_models.improviser import NamedMind
from antiphon_models.systems import grid_mind, motif_mind, triples_mind, vrash_mind
from antiphon_models.systems.company import Guests
from antiphon_models.systems.weights_files import weights_file, weights_files
from antiphon_models.weights_file import WeightsError

READERS: Final[Mapping[str, Callable[[Path], NamedMind]]] = {
    "motif": motif_mind.load_mind,
    "grid": grid_mind.load_mind,
    "triples": triples_mind.load_mind,
    "vrash": vrash_mind.load_mind,
}


def read_guests(voices: Mapping[str, str] | None = None) -> Guests:
    """Return every mind whose weights lie on this machine.

    A file that is not fit to use is skipped, and `faults` say why: one that was trained on this
    machine leaves the one that antiphon brings along. `voices` asks for the models that it
    names, and no others, with just these networks; LookupError names one that is not there.
    """
    if voices is not None:
        return Guests({name: _wanted(name, voices[name]) for name in READERS if name in voices})
    minds: dict[str, NamedMind] = {}
    faults: list[str] = []
    for name in READERS:
        for mind in _readable(name, faults):
            minds[name] = mind
            break
    return Guests(minds, tuple(faults))


def _readable(name: str, faults: list[str]) -> Iterator[NamedMind]:
    """Yield what can be read, the first to use first; `faults` are added to."""
    for path in weights_files(name):
        try:
            yield READERS[name](path)
        except WeightsError as error:
            faults.append(str(error))


def _wanted(name: str, network: str) -> NamedMind:
    faults: list[str] = []
    for mind in _readable(name, faults):
        if mind.name == network:
            return mind
    if faults:
        raise WeightsError(faults[0])
    raise LookupError(f"the network {network} of the model {name} is not at {weights_file(name)}")
