"""Where the weights of the papers' systems lie: trained on this machine, or brought along.

Knows folders; reads no file.
"""

from importlib import resources
from pathlib import Path

from antiphon_models.own_folder import own_folder
from antiphon_models.systems.catalogue import OWN


def weights_file(name: str) -> Path:
    """Return where the weights of the paper's system `name` lie; there may be none.

    Those that were trained on this machine come before those that antiphon brings along.
    """
    return next(iter(weights_files(name)), shipped_file(name))


def weights_files(name: str) -> tuple[Path, ...]:
    """Return the files there are with weights of the paper's system `name`, the first to use."""
    return tuple(path for path in (trained_file(name), shipped_file(name)) if path.exists())


def trained_file(name: str) -> Path:
    """Return where the weights of `name` go that are trained on this machine."""
    return own_folder("systems") / f"{name}.safetensors"


def shipped_file(name: str) -> Path:
    """Return where the weights of `name` would lie that antiphon brings along."""
    return Path(str(resources.files("antiphon_models.weights").joinpath(f"{name}.safetensors")))


def is_there(name: str) -> bool:
    """Return whether the system `name` can play on this machine."""
    return name == OWN or weights_file(name).exists()
