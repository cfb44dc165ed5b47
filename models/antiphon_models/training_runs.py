"""Which runs of notes, in any key, are in the pieces that the network was trained on: a filter.

Knows runs as interval bytes and the file of the filter; knows no corpus and no mind. A Bloom
filter (B. H. Bloom, 1970): it forgets no run, and takes a few that it never saw for known.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np

from antiphon_models.weights_file import (
    MEND,
    Description,
    WeightsError,
    read_weights,
    write_weights,
)

ARCHITECTURE: Final = "training_runs"
VOCABULARY: Final = "interval bytes, crc32 both ways"
SHIPPED: Final = "training_runs.safetensors"
# More notes in a row than this are a copy. A run that is looked up is one note longer.
LONGEST_COPY: Final = 12
# With so many bits a run and so many hashes, one strange run in 300 is taken for known.
_BITS_PER_RUN, _HASHES = 12, 8
# In fewer the hashes of a single run may fill everything.
_LEAST_BYTES = 64


@dataclass(frozen=True, slots=True)
class TrainingRuns:
    """A set of runs of LONGEST_COPY + 1 notes, each as the bytes of its LONGEST_COPY intervals.

    `bits` are eight to a byte. Bytes and no array: one is looked at in 50 ns.
    """

    bits: bytes
    hashes: int = _HASHES

    def __contains__(self, run: bytes) -> bool:
        first, step = _hash(run)
        bits, count = self.bits, 8 * len(self.bits)
        for number in range(self.hashes):
            at = (first + number * step) % count
            if not bits[at >> 3] >> (at & 7) & 1:
                return False
        return True


# A zero at every place that is looked at.
NO_RUNS: Final = TrainingRuns(bytes(1))


def training_runs(runs: Collection[bytes]) -> TrainingRuns:
    """Return the filter that holds these different `runs`."""
    size = max(len(runs) * _BITS_PER_RUN // 8, _LEAST_BYTES)
    bits = bytearray(size)
    for run in runs:
        first, step = _hash(run)
        for number in range(_HASHES):
            at = (first + number * step) % (8 * size)
            bits[at >> 3] |= 1 << (at & 7)
    return TrainingRuns(bytes(bits))


def write_training_runs(
    path: Path,
    runs: TrainingRuns,
    *,
    styles: tuple[str, ...],
    data: str,
    licence: str,
    facts: Mapping[str, Any],
) -> None:
    """Write the filter, and the `facts` of how it was made, as a weights file."""
    config = {"notes": LONGEST_COPY + 1, "hashes": runs.hashes}
    about = Description(ARCHITECTURE, config, VOCABULARY, styles, data, licence, dict(facts))
    write_weights(path, {"bits": np.frombuffer(runs.bits, dtype=np.uint8)}, about)


def read_training_runs(path: Path | None = None) -> TrainingRuns:
    """Return the filter at `path`, or the one shipped; WeightsError if it is unfit."""
    path = path or Path(str(resources.files("antiphon_models.weights") / SHIPPED))
    tensors, about = read_weights(path, ARCHITECTURE, VOCABULARY)
    bits = tensors.get("bits")
    if len(tensors) != 1 or bits is None or str(bits.dtype) != "uint8" or not bits.size:
        raise WeightsError(f"{path}: does not hold bits, uint8, and nothing else; {MEND}")
    notes, hashes = about.config.get("notes"), about.config.get("hashes")
    if notes != LONGEST_COPY + 1:
        raise WeightsError(f"{path}: holds runs of {notes} notes, not {LONGEST_COPY + 1}; {MEND}")
    if not isinstance(hashes, int) or not 1 <= hashes <= 64:
        raise WeightsError(f"{path}: was made with {hashes} hashes, not 1 to 64; {MEND}")
    return TrainingRuns(bits.tobytes(), hashes)


def _hash(run: bytes) -> tuple[int, int]:
    """Two numbers of which all the hashes are made: the first, and the step to the next."""
    # A checksum from another seed would differ by a constant; that of the reverse is another one.
    return crc32(run), crc32(run[::-1]) | 1
