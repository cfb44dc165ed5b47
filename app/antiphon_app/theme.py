"""Colours, fonts and spacing: the look of everything, dark and light, in one place.

Knows Qt's palette and style sheets; knows no widget of ours by name.
"""

from dataclasses import dataclass
from typing import Literal

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PyQt6.QtWidgets import QApplication

ThemeName = Literal["system", "dark", "light"]

# Spacing in device-independent pixels: everything is a multiple of UNIT apart.
UNIT = 4
GAP = 2 * UNIT
MARGIN = 3 * UNIT
RADIUS = 6


@dataclass(frozen=True, slots=True)
class Theme:
    """A set of colours. Player and machine differ in hue and in lightness; shapes differ too."""

    name: Literal["dark", "light"]
    background: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    player: str
    machine: str
    motif: str
    danger: str
    warning: str
    good: str
    white_key: str
    black_key: str

    def colour(self, role: str, alpha: int = 255) -> QColor:
        """Return the colour of a role (a field's name), with `alpha` 0..255."""
        colour = QColor(getattr(self, role))
        colour.setAlpha(alpha)
        return colour


DARK = Theme(
    name="dark",
    background="#14161a",
    surface="#1b1e24",
    raised="#272b33",
    line="#3a404c",
    text="#eceef1",
    muted="#9da6b5",
    player="#f5a742",
    machine="#43cbc4",
    motif="#bb94ff",
    danger="#ff6f61",
    warning="#f2c94c",
    good="#74d083",
    white_key="#e9e7e2",
    black_key="#23262d",
)
LIGHT = Theme(
    name="light",
    background="#f4f2ee",
    surface="#ffffff",
    raised="#e9e6df",
    line="#cfcbc2",
    text="#1d2126",
    muted="#5a6370",
    player="#b3640a",
    machine="#00757a",
    motif="#6a3fbf",
    danger="#bf3527",
    warning="#8a6500",
    good="#2b7f3b",
    white_key="#ffffff",
    black_key="#33373f",
)


def chosen(name: ThemeName) -> Theme:
    """Return the theme of that name; `system` follows the desktop, dark where it says nothing."""
    if name == "system":
        hints = QGuiApplication.styleHints()
        is_light = hints is not None and hints.colorScheme() == Qt.ColorScheme.Light
        return LIGHT if is_light else DARK
    return DARK if name == "dark" else LIGHT


def apply(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Dress the whole application; `scale` enlarges the text for the stage."""
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    font = QFont(app.font())
    font.setPointSizeF(10.0 * scale)
    app.setFont(font)
    app.setStyleSheet(_style_sheet(theme, scale))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.background,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.machine,
        QPalette.ColorRole.HighlightedText: theme.background,
        QPalette.ColorRole.Mid: theme.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette


def _style_sheet(theme: Theme, scale: float) -> str:
    return f"""
    QToolTip {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.line};
                padding: {UNIT}px; }}
    QPushButton, QToolButton {{ background: {theme.raised}; color: {theme.text};
        border: 1px solid {theme.line}; border-radius: {RADIUS}px; padding: 4px 10px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {theme.muted}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {theme.line}; }}
    QPushButton:checked, QToolButton:checked {{ background: {theme.machine};
        color: {theme.background}; border-color: {theme.machine}; }}
    QPushButton:focus, QToolButton:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus,
    QLineEdit:focus {{ border: 2px solid {theme.machine}; padding: 3px 9px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {theme.muted};
        background: {theme.background}; }}
    QPushButton#panic {{ background: {theme.danger}; color: {theme.background};
        border-color: {theme.danger}; font-weight: bold; }}
    QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit {{ background: {theme.surface};
        color: {theme.text}; border: 1px solid {theme.line}; border-radius: {RADIUS}px;
        padding: 4px 8px; }}
    /* A list below the box: one laid over it, as the style has it, cuts its last option off. */
    QComboBox {{ combobox-popup: 0; }}
    QComboBox QAbstractItemView {{ padding: 0; border: none; }}
    QComboBox QAbstractItemView::item {{ min-height: 24px; padding: 0 6px; }}
    QLabel[role="muted"] {{ color: {theme.muted}; }}
    QLabel[role="title"] {{ font-weight: 600; }}
    QLabel[role="warning"] {{ color: {theme.warning}; }}
    QLabel[role="danger"] {{ color: {theme.danger}; }}
    QLabel[role="heading"] {{ font-weight: 600; font-size: {13 * scale:g}pt; }}
    QLabel[role="keys"] {{ color: {theme.muted}; font-weight: 600; }}
    QFrame[role="divider"] {{ background: {theme.line}; border: none; }}
    QFrame#banner {{ background: {theme.raised}; border: 1px solid {theme.warning};
        border-radius: {RADIUS}px; }}
    QMenuBar {{ background: {theme.background}; color: {theme.text}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
    QMenuBar::item:selected {{ background: {theme.raised}; border-radius: 4px; }}
    QMenu {{ background: {theme.surface}; color: {theme.text}; border: 1px solid {theme.line};
        padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {theme.machine}; color: {theme.background}; }}
    QMenu::item:disabled {{ color: {theme.muted}; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 8px; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 5px;
        min-height: 28px; }}
    QScrollBar::handle:vertical:hover {{ background: {theme.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QFrame[role="panel"] {{ background: {theme.surface}; border: 1px solid {theme.line};
        border-radius: {RADIUS}px; }}
    """
