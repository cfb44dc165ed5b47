"""Whether a window can be opened here, and if not, why in one line.

Knows environment variables and what is installed; imports no Qt.
"""

import importlib.util
import sys
from collections.abc import Mapping

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def why_no_window(environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """Return the reason why no window can be opened, "" where one can."""
    if importlib.util.find_spec("PyQt6") is None:
        return "PyQt6 is not installed; 'pip install antiphon' brings it"
    if platform.startswith("linux") and not any(environment.get(name) for name in DISPLAYS):
        return "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"
    return ""
