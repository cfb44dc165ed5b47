"""What can be trained on this machine: which command makes it, how long that takes, what it needs.

Knows commands and where their weights go; runs nothing.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from antiphon_engine.style_notice import HOW_TO_TRAIN, MODEL_KNOB
from antiphon_models.own_folder import own_folder
from antiphon_models.systems.catalogue import SYSTEMS, System
from antiphon_models.systems.weights_files import trained_file

# Measured on two cores: the whole of what music21 brings along, 12 epochs.
_FOLK_MINUTES: Final = 22
_OWN_STYLE: Final = "mine"
# The systems that learn from what music21 brings along; the others need the data's folder.
_NEED_NO_FOLDER: Final = ("grid",)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to get an option of a knob: `knob` and `value` are what to turn once it is there.

    `minutes` is 0 where it depends on the music. `folder` tells what is to be chosen before it
    can begin: a folder of the musician's own MIDI files, that of the data, or nothing.
    """

    knob: str
    value: str
    title: str
    command: tuple[str, ...]
    weights: Path
    minutes: int = 0
    folder: Literal["own", "data", ""] = ""

    @property
    def is_made(self) -> bool:
        """Whether there are weights that were trained here; the engine may not have read them."""
        return self.weights.exists()

    def words(self, folder: Path | None = None) -> list[str]:
        """Return the words after `antiphon`, with the folder of music if there is one."""
        if folder is None:
            return list(self.command)
        option = ["--data"] if self.folder == "data" else []
        return [*self.command, *option, str(folder)]


def recipe_for(knob: str, value: str) -> Recipe | None:
    """Return how to get this option of this knob; None where it cannot be trained here."""
    if knob == MODEL_KNOB:
        known = {system.name: system for system in SYSTEMS if system.train}
        return _of_system(known[value]) if value in known else None
    return _of_style(knob, value) if value in HOW_TO_TRAIN else None


def _of_system(system: System) -> Recipe:
    return Recipe(
        knob=MODEL_KNOB,
        value=system.name,
        title=system.title,
        command=(*system.train.split()[1:], "--json"),
        weights=trained_file(system.name),
        minutes=system.minutes,
        folder="" if system.name in _NEED_NO_FOLDER else "data",
    )


def _of_style(knob: str, style: str) -> Recipe:
    # The table's words are for people: FOLDER stands where the musician's own goes.
    words = [word for word in HOW_TO_TRAIN[style].split()[1:] if word.islower()]
    is_own = style == _OWN_STYLE
    return Recipe(
        knob=knob,
        value=style,
        title=f"the style “{style}”",
        command=(*words, "--progress-json"),
        weights=own_folder("styles") / f"{words[-1]}.safetensors",
        minutes=0 if is_own else _FOLK_MINUTES,
        folder="own" if is_own else "",
    )
