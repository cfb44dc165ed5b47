"""A word to the player who asks for a style or a model that no network here was trained for.

Knows telemetry and how such networks are got; knows no mind.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from antiphon_engine.messages import ParamsChanged, Telemetry, Trouble
from antiphon_models.systems.catalogue import OWN, system

if TYPE_CHECKING:
    # The window imports this file, and must not load the live engine with it.
    from antiphon_engine.live import Reports

STYLE_KNOBS: Final = ("style", "second_style")
MODEL_KNOB: Final = "model"
HOW_TO_TRAIN: Final = {
    "folk": "antiphon train folk",
    "chorale": "antiphon train folk",
    "mine": "antiphon train mine FOLDER",
}


class StyleNotice:
    """Hands telemetry on, and tells once of each style or model asked for that is not here."""

    def __init__(
        self, reports: "Reports", styles: Collection[str], models: Collection[str] = ()
    ) -> None:
        self._reports = reports
        self._known = {*styles, *models, OWN}

    @property
    def dropped(self) -> int:
        """How many messages were never sent."""
        return self._reports.dropped

    def post(self, message: Telemetry) -> None:
        """Hand `message` on, with a notice behind it where there is one to give."""
        self._reports.post(message)
        if not isinstance(message, ParamsChanged):
            return
        styles = [str(message.params.get(knob, "any")) for knob in STYLE_KNOBS]
        model = str(message.params.get(MODEL_KNOB, OWN))
        for line in unspoken(styles, model, self._known):
            self._reports.post(Trouble(line))
        self._known |= {*styles, model}


def unspoken(styles: Iterable[str], model: str, known: Collection[str]) -> list[str]:
    """Return a line for each of `styles`, and for the model, that is not among the `known`."""
    lines = [notice(style) for style in dict.fromkeys(styles) if style not in known]
    return lines if model in {*known, OWN} else [*lines, model_notice(model)]


def notice(style: str) -> str:
    """Return in one line what is played instead of `style`, and how to get it."""
    mend = f"'{HOW_TO_TRAIN[style]}' does that" if style in HOW_TO_TRAIN else "choose another"
    return f"the style '{style}' is not trained on this machine, so it is played freely; {mend}"


def model_notice(model: str) -> str:
    """Return in one line who answers instead of `model`, and how to get it."""
    return (
        f"the model '{model}' is not trained on this machine, so Antiphon's own answers; "
        f"'{system(model).train}' does that"
    )
