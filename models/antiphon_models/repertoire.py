"""Which network speaks for a style: the shipped one, or one trained on the musician's machine.

Every weights file in the styles folder speaks for the styles that it was trained on; where
two were trained on the same one, the file written last does. Knows files; knows no stepping.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from antiphon_models.improviser import SamplingParams
from antiphon_models.own_folder import own_folder
from antiphon_models.runtime.note_stream_weights import NoteStreamWeights, read_note_stream
from antiphon_models.weights_file import WeightsError

SUFFIX: Final = ".safetensors"
FREE: Final = "any"


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The shipped network, for each style trained here its own, and what files were skipped."""

    shipped: NoteStreamWeights
    trained: Mapping[str, NoteStreamWeights] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that some network here was trained on."""
        return tuple(dict.fromkeys((*self.shipped.styles, *self.trained)))

    @property
    def voices(self) -> dict[str, str]:
        """The name of the network for each style that was trained here."""
        return {style: weights.name for style, weights in self.trained.items()}

    def speaker(self, params: SamplingParams) -> NoteStreamWeights:
        """Return the network for the style asked for; of two blended, the one trained here.

        A style that no network was trained on is left to the shipped one, which plays freely.
        """
        asked = [params.style] + [params.second_style] * (params.style_blend > 0.0)
        found = (self.trained[style] for style in asked if style in self.trained)
        return next(found, self.shipped)


def styles_folder() -> Path:
    """Return where the networks lie that were trained on this machine."""
    return own_folder("styles")


def read_repertoire(
    shipped: NoteStreamWeights, folder: Path, voices: Mapping[str, str] | None = None
) -> Repertoire:
    """Return the repertoire of the networks in `folder` and of the shipped one.

    A file that is not fit to use is skipped, and `faults` say why. `voices` asks for the
    networks of these names for these styles, and no others, whatever their files are called
    now; LookupError names one that is not there.
    """
    trained, faults = _read_trained(folder)
    if voices is None:
        newest = {style: one for one in trained for style in one.styles if style != FREE}
        return Repertoire(shipped, newest, tuple(faults))
    by_sha = {_sha(weights.name): weights for weights in trained}
    for style, name in voices.items():
        if _sha(name) not in by_sha:
            raise LookupError(f"the network {name} for the style {style} is not in {folder}")
    return Repertoire(shipped, {style: by_sha[_sha(name)] for style, name in voices.items()})


def _sha(name: str) -> str:
    return name.rpartition("-")[2]


def _read_trained(folder: Path) -> tuple[list[NoteStreamWeights], list[str]]:
    """Return the networks, the one that was written last at the end, and what was skipped."""
    found: list[NoteStreamWeights] = []
    faults: list[str] = []
    for path in sorted(folder.glob(f"*{SUFFIX}"), key=_written_at):
        try:
            found.append(read_note_stream(path))
        except WeightsError as error:
            faults.append(str(error))
    return found, faults


def _written_at(path: Path) -> tuple[int, str]:
    try:
        return path.stat().st_mtime_ns, path.name
    except OSError:
        return 0, path.name
