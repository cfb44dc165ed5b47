"""Where the musician's own data lives on this machine.

Knows the system's conventions and ANTIPHON_HOME, which overrides them; creates nothing.
"""

import os
from pathlib import Path

import platformdirs

APPLICATION = "Antiphon"


def own_folder(name: str) -> Path:
    """Return the folder `name` among the musician's data, such as `presets` or `styles`."""
    home = os.environ.get("ANTIPHON_HOME")
    kept = Path(home) if home else platformdirs.user_data_path(APPLICATION, appauthor=False)
    return kept / name
