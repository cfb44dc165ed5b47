"""Where the musician's own files live: presets, sessions, takes, settings, logs.

Knows the system's conventions and ANTIPHON_HOME, which overrides them; creates nothing, whoever
writes does.
"""

import os
from pathlib import Path

import platformdirs

from antiphon_models.own_folder import APPLICATION, own_folder


def presets_folder() -> Path:
    """Return where the user's presets are kept."""
    return own_folder("presets")


def sessions_folder() -> Path:
    """Return where journals are written while a session runs."""
    return own_folder("sessions")


def library_folder() -> Path:
    """Return where the pieces are kept that the player has taught."""
    return own_folder("library")


def taste_path() -> Path:
    """Return the file in which what the player's marks have taught is kept."""
    return own_folder("taste") / "taste.json"


def takes_folder() -> Path:
    """Return where takes are saved as MIDI, among the user's documents."""
    home = _home()
    return (home or platformdirs.user_documents_path() / APPLICATION) / "takes"


def settings_folder() -> Path:
    """Return where the window keeps what it remembers."""
    home = _home()
    return home or platformdirs.user_config_path(APPLICATION, appauthor=False)


def logs_folder() -> Path:
    """Return where logs go."""
    home = _home()
    return home / "logs" if home else platformdirs.user_log_path(APPLICATION, appauthor=False)


def _home() -> Path | None:
    home = os.environ.get("ANTIPHON_HOME")
    return Path(home) if home else None
