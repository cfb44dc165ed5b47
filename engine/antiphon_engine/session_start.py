"""How a session begins: the mind is loaded, and what a replay will need is noted down.

Knows the weights by path and the date; knows nothing of ports, files or turns.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from antiphon_engine.errors import UserError
from antiphon_engine.journal_entry import Session
from antiphon_engine.params import Params, differences
from antiphon_engine.process_setup import limit_blas_threads

if TYPE_CHECKING:
    from antiphon_models.systems.company import Company


class MindError(UserError):
    """Weights that cannot be used."""


def load_mind(weights: Path | None = None, voices: Mapping[str, str] | None = None) -> "Company":
    """Return the mind with these weights, or the shipped one; MindError names file and reason.

    It speaks with the networks trained on this machine, too, the latest for each style, and
    with the papers' systems; or where `voices` are given with just those of these names for
    these styles and models.
    """
    # One thread computes the same sums everywhere, and NumPy reads this as it is imported.
    limit_blas_threads()
    from antiphon_models.note_stream_improviser import load_improviser  # noqa: PLC0415
    from antiphon_models.repertoire import read_repertoire, styles_folder  # noqa: PLC0415
    from antiphon_models.systems.catalogue import NAMES  # noqa: PLC0415
    from antiphon_models.systems.company import Company  # noqa: PLC0415
    from antiphon_models.systems.guests import read_guests  # noqa: PLC0415
    from antiphon_models.weights_file import WeightsError  # noqa: PLC0415

    folder = styles_folder()
    styles = voices and {name: voices[name] for name in voices if name not in NAMES}
    try:
        host = load_improviser(weights, lambda shipped: read_repertoire(shipped, folder, styles))
        return Company(host, read_guests(voices))
    except WeightsError as error:
        raise MindError(str(error)) from None
    except LookupError as error:
        raise MindError(f"{error.args[0]}; put its weights file there again") from None


def new_session(
    seed: int,
    model: str,
    params: Params,
    inputs: Sequence[str],
    started: datetime | None = None,
    *,
    voices: Mapping[str, str] | None = None,
) -> Session:
    """Return the session that begins now, or at `started`."""
    return Session(
        seed=seed,
        model=model,
        params=differences(params),
        started=(started or datetime.now().astimezone()).isoformat(timespec="seconds"),
        antiphon=version("antiphon"),
        inputs=tuple(inputs),
        voices=voices or {},
    )
