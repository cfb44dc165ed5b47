"""Where the window stood on the screen, from one day to the next.

Knows Qt's own file for it; knows no other setting.
"""

from PyQt6.QtCore import QByteArray, QSettings
from PyQt6.QtWidgets import QWidget

from antiphon_engine.paths import settings_folder


def restore(window: QWidget) -> bool:
    """Put the window where it stood; False if that is not known, or no place any more."""
    kept = _store().value("geometry")
    return isinstance(kept, QByteArray) and window.restoreGeometry(kept)


def keep(window: QWidget) -> None:
    """Remember where the window stands."""
    _store().setValue("geometry", window.saveGeometry())


def _store() -> QSettings:
    return QSettings(str(settings_folder() / "window.ini"), QSettings.Format.IniFormat)
