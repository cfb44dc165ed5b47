"""Which key of a computer keyboard was struck: the place of it, whatever is printed there.

Knows what Linux, Windows and macOS number their keys; knows no note.
"""

import sys

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent

# Keys by what an American keyboard prints on them. Linux (evdev) and Windows (set 1) number
# the letter block alike; X11 and Wayland add 8.
PC_CODES = {
    **{16 + place: name for place, name in enumerate("QWERTYUIOP")},
    **{30 + place: name for place, name in enumerate("ASDFGHJKL;'")},
    **{44 + place: name for place, name in enumerate("ZXCVBNM")},
    15: "Tab",
}
X11_OFFSET = 8
# The virtual key codes of the ANSI layout; they mean places, not letters, too.
MAC_CODES = {
    **dict(enumerate("ASDFHGZXCV")),
    **{0x0B: "B", 0x0C: "Q", 0x0D: "W", 0x0E: "E", 0x0F: "R", 0x10: "Y", 0x11: "T"},
    **{0x1F: "O", 0x20: "U", 0x22: "I", 0x23: "P", 0x25: "L", 0x26: "J", 0x27: "'"},
    **{0x28: "K", 0x29: ";", 0x2D: "N", 0x2E: "M", 0x30: "Tab"},
}
QT_KEYS = {
    **{getattr(Qt.Key, f"Key_{letter}"): letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    Qt.Key.Key_Semicolon: ";",
    Qt.Key.Key_Apostrophe: "'",
    Qt.Key.Key_Tab: "Tab",
}


def physical_key(event: QKeyEvent) -> str | None:
    """Return the key that was struck, as an American keyboard has it; None for one not known."""
    return key_named(
        sys.platform, event.nativeScanCode(), event.nativeVirtualKey(), Qt.Key(event.key())
    )


def key_named(platform: str, scan_code: int, virtual_key: int, key: Qt.Key) -> str | None:
    """Return the key by its place; by what it means only where the system tells no place."""
    if platform == "darwin":
        # Code 0 is a key, A, and also what an event without a code has.
        if virtual_key or key in (Qt.Key.Key_A, Qt.Key.Key_Q):
            return MAC_CODES.get(virtual_key)
    elif scan_code:
        return PC_CODES.get(scan_code if platform == "win32" else scan_code - X11_OFFSET)
    return QT_KEYS.get(key)
