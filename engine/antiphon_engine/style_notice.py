"""A word to the player who asks for a style that no network here was trained on.

Knows telemetry and how such styles are got; knows no mind.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from antiphon_engine.messages import ParamsChanged, Telemetry, Trouble

if TYPE_CHECKING:
    # The window imports this file, and must not load the live engine with it.
    from antiphon_engine.live import Reports

STYLE_KNOBS: Final = ("style", "second_style")
HOW_TO_TRAIN: Final = {
    "folk": "antiphon train folk",
    "chorale": "antiphon train folk",
    "mine": "antiphon train mine FOLDER",
}


class StyleNotice:
    """Hands telemetry on, and tells once of each style asked for that nobody here speaks."""

    def __init__(self, reports: "Reports", styles: Collection[str]) -> None:
        self._reports = reports
        self._known = set(styles)

    @property
    def dropped(self) -> int:
        """How many messages were never sent."""
        return self._reports.dropped

    def post(self, message: Telemetry) -> None:
        """Hand `message` on, with a notice behind it where there is one to give."""
        self._reports.post(message)
        if not isinstance(message, ParamsChanged):
            return
        asked = [str(message.params.get(knob, "any")) for knob in STYLE_KNOBS]
        for style in asked:
            if style not in self._known:
                self._known.add(style)
                self._reports.post(Trouble(notice(style)))


def unspoken(asked: Iterable[str], styles: Collection[str]) -> list[str]:
    """Return a line for each style asked for that is not among `styles`."""
    return [notice(style) for style in dict.fromkeys(asked) if style not in styles]


def notice(style: str) -> str:
    """Return in one line what is played instead of `style`, and how to get it."""
    mend = f"'{HOW_TO_TRAIN[style]}' does that" if style in HOW_TO_TRAIN else "choose another"
    return f"the style '{style}' is not trained on this machine, so it is played freely; {mend}"
