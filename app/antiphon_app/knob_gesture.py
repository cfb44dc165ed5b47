"""How far a gesture of the hand turns a knob, as a share of its whole travel.

Knows events; knows no knob. With Shift every gesture is fine.
"""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QInputEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QAbstractScrollArea, QWidget

NOTCH_ANGLE = 120
_DRAG, _FINE_DRAG = 1 / 220, 1 / 2200
_NOTCH, _KEY, _FINE, _PAGE = 1 / 40, 1 / 100, 1 / 500, 1 / 10
_TYPED = "0123456789.,-+"


def travel_of_pixel(event: QMouseEvent) -> float:
    """Return how far a pixel of dragging turns."""
    return _FINE_DRAG if _is_fine(event) else _DRAG


def travel_of_notch(event: QWheelEvent) -> float:
    """Return how far a notch of the wheel turns."""
    return _FINE if _is_fine(event) else _NOTCH


def travel_of_key(event: QKeyEvent) -> float:
    """Return how far a key turns, down below zero; 0.0 for a key that does not turn."""
    key = _FINE if _is_fine(event) else _KEY
    travels = {
        Qt.Key.Key_Up: key,
        Qt.Key.Key_Right: key,
        Qt.Key.Key_Down: -key,
        Qt.Key.Key_Left: -key,
        Qt.Key.Key_PageUp: _PAGE,
        Qt.Key.Key_PageDown: -_PAGE,
    }
    # Not every key number of a keyboard has a name.
    return next((travel for name, travel in travels.items() if name == event.key()), 0.0)


def is_scrolled(widget: QWidget) -> bool:
    """Return whether the wheel scrolls what is around `widget` and must pass it by."""
    around = widget.parentWidget()
    while around is not None:
        bar = around.verticalScrollBar() if isinstance(around, QAbstractScrollArea) else None
        if bar is not None and bar.maximum() > 0:
            return True
        around = around.parentWidget()
    return False


def is_typing(event: QKeyEvent) -> bool:
    """Return whether a key begins a number."""
    modifiers = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    )
    return modifiers == Qt.KeyboardModifier.NoModifier and bool(
        event.text() and event.text() in _TYPED
    )


def _is_fine(event: QInputEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
