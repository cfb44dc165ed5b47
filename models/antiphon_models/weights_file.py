"""Weights as safetensors files with a header that says what they are.

Knows the file format and what makes a file fit to load; knows no network and no torch.
Nothing in a file is ever executed: anything but safetensors is refused unread.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

FORMAT: Final = "1"
TRAINED_STYLES: Final = "trained_styles"
MEND: Final = "reinstall antiphon or train the weights again"
# Of numbers, float32; of bits, uint8.
Tensors = Mapping[str, npt.NDArray[Any]]


class WeightsError(Exception):
    """A weights file that must not be used; the message is one line with the mend."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a weights file says of itself, beside its tensors.

    `sha256` is of the tensors, as by `digest`; writing fills it in.
    """

    architecture: str
    config: dict[str, Any]
    vocabulary: str
    styles: tuple[str, ...]
    data: str
    licence: str
    metrics: dict[str, Any]
    sha256: str = ""

    @property
    def trained_styles(self) -> tuple[str, ...]:
        """Which of the styles are more than copies of `any`."""
        return tuple(self.metrics.get(TRAINED_STYLES, self.styles))

    def name(self, path: Path) -> str:
        """Return what tells the weights at `path` from others: the file's name and its sha256."""
        return f"{path.stem}-{self.sha256[:8]}"


def digest(tensors: Tensors) -> str:
    """Return the sha256 over name, type, shape and bytes of the tensors, sorted by name."""
    total = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name]
        total.update(f"{name} {tensor.dtype} {tensor.shape}\n".encode())
        total.update(np.ascontiguousarray(tensor).tobytes())
    return total.hexdigest()


def write_weights(path: Path, tensors: Tensors, description: Description) -> None:
    """Write the file, whole or not at all."""
    header = {
        "format": FORMAT,
        "architecture": description.architecture,
        "config": json.dumps(description.config, sort_keys=True),
        "vocabulary": description.vocabulary,
        "styles": json.dumps(description.styles),
        "data": description.data,
        "licence": description.licence,
        "metrics": json.dumps(description.metrics, sort_keys=True),
        "sha256": digest(tensors),
    }
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(save(dict(tensors), metadata=header))
    partial.replace(path)


def read_description(path: Path) -> Description:
    """Return what the file at `path` says of itself, unchecked; raises as `read_weights` does."""
    return _read(path)[1]


def read_weights(
    path: Path, architecture: str, vocabulary: str
) -> tuple[dict[str, npt.NDArray[np.float32]], Description]:
    """Return the tensors and the description of the file at `path`.

    Raises WeightsError, naming the file, if it is not safetensors, is cut short or altered,
    holds a NaN, or was made for another `architecture` or `vocabulary`.
    """
    tensors, description = _read(path)
    if description.architecture != architecture:
        raise WeightsError(
            f"{path}: holds a {description.architecture} network, not {architecture}; {MEND}"
        )
    if description.vocabulary != vocabulary:
        raise WeightsError(f"{path}: was trained with another vocabulary; {MEND}")
    _check_tensors(path, tensors, description.sha256)
    return tensors, description


def _read(path: Path) -> tuple[dict[str, npt.NDArray[np.float32]], Description]:
    try:
        _refuse_other_formats(path)
        with safe_open(path, framework="np") as file:
            header = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except OSError as error:
        raise WeightsError(f"{path}: cannot be read ({error.strerror or error}); {MEND}") from None
    except SafetensorError as error:
        raise WeightsError(f"{path}: damaged or cut short ({error}); {MEND}") from None
    return tensors, _description(path, header)


def check_shapes(path: Path, tensors: Tensors, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Raise WeightsError unless `tensors` are exactly those of `shapes`, float32 all."""
    for name, shape in shapes.items():
        if name not in tensors:
            raise WeightsError(f"{path}: the tensor {name} is missing; {MEND}")
        found = tensors[name]
        if found.shape != shape or found.dtype != np.float32:
            raise WeightsError(
                f"{path}: {name} is {found.dtype} {found.shape}, not float32 {shape}; {MEND}"
            )
    if strange := sorted(set(tensors) - set(shapes)):
        raise WeightsError(f"{path}: the tensor {strange[0]} belongs to no such network; {MEND}")


def _refuse_other_formats(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(9)
    if start.startswith(b"PK"):
        raise WeightsError(f"{path}: is a zip archive, perhaps a torch checkpoint; {MEND}")
    if start.startswith(b"\x80") and start[8:] not in (b"{", b""):
        raise WeightsError(f"{path}: is a pickle, which is never opened; {MEND}")


def _description(path: Path, header: Mapping[str, str]) -> Description:
    try:
        if header["format"] != FORMAT:
            raise WeightsError(
                f"{path}: has format {header['format']}, this antiphon reads {FORMAT}; "
                "use the antiphon it came with"
            )
        return Description(
            header["architecture"],
            dict(json.loads(header["config"])),
            header["vocabulary"],
            tuple(json.loads(header["styles"])),
            header["data"],
            header["licence"],
            dict(json.loads(header["metrics"])),
            header["sha256"],
        )
    except KeyError as error:
        raise WeightsError(f"{path}: its header says no {error.args[0]}; {MEND}") from None
    except (ValueError, TypeError):
        raise WeightsError(f"{path}: its header is not JSON where it should be; {MEND}") from None


def _check_tensors(path: Path, tensors: Tensors, sha256: str) -> None:
    if digest(tensors) != sha256:
        raise WeightsError(f"{path}: its sha256 does not fit its tensors; {MEND}")
    for name, tensor in tensors.items():
        if not np.isfinite(tensor).all():
            raise WeightsError(f"{path}: {name} holds numbers that are not finite; {MEND}")
