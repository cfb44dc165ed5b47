"""A training run on disk: all that going on exactly as if nothing had happened needs.

Knows torch's files, and loads none that could run code; knows no training.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from antiphon_models.codecs.note_stream import VOCABULARY_HASH
from antiphon_models.networks.note_stream_config import NoteStreamConfig
from antiphon_models.training.plan import Progress

State = Mapping[str, Any]


class CheckpointError(Exception):
    """A checkpoint that cannot be gone on from; the message is one line with the mend."""


def write_checkpoint(
    path: Path, config: NoteStreamConfig, progress: Progress, states: Mapping[str, State]
) -> None:
    """Write the checkpoint, whole or not at all."""
    partial = path.with_suffix(".partial")
    kept = {"vocabulary": VOCABULARY_HASH, "config": asdict(config), "progress": asdict(progress)}
    torch.save({**kept, **states}, partial)
    partial.replace(path)


def read_checkpoint(path: Path, config: NoteStreamConfig) -> tuple[Progress, dict[str, State]]:
    """Return the progress and the states in the checkpoint at `path`, wherever it was written.

    Raises CheckpointError if there is none, or it is of another network.
    """
    try:
        kept = torch.load(path, map_location="cpu", weights_only=True)
        fits = (kept.pop("vocabulary"), kept.pop("config")) == (VOCABULARY_HASH, asdict(config))
        progress = Progress(**kept.pop("progress"))
    except OSError as error:
        raise _cannot(path, error.strerror or str(error)) from None
    except Exception:  # torch.load raises what its readers raise, in words of their own
        raise _cannot(path, "it is damaged, or no checkpoint") from None
    if not fits:
        raise _cannot(path, "it is of another network or codec")
    return progress, kept


def _cannot(path: Path, reason: str) -> CheckpointError:
    return CheckpointError(f"{path}: cannot resume: {reason}; train without --resume")
