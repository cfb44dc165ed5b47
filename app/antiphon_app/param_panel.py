"""All parameters: the three that shape an answer large and on top, the rest behind "More".

Knows which parameters belong together; what each is comes from its declaration alone.
"""

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from antiphon_app.flow_layout import FlowLayout
from antiphon_app.param_control import (
    ChoiceControl,
    KnobControl,
    ParamControl,
    Send,
    control_for,
)
from antiphon_app.session import Session
from antiphon_app.theme import GAP, MARGIN, UNIT, Theme
from antiphon_engine.params import PARAMS

# A disclosure is no button that stays down: it says by its arrow and word what it is.
_MORE = """
QToolButton { background: transparent; border-color: transparent; }
QToolButton:checked { background: transparent; color: palette(window-text);
    border-color: transparent; }
QToolButton:hover { border-color: palette(mid); }
"""
LARGE = ("temperature", "motif_threshold", "rest_weight")
# The model has a menu of its own.
ELSEWHERE = ("model",)
# What is declared and named nowhere here comes last, as a group of its own.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Answers": ("adaptive_temperature", "longest_rest", "window", "answer_length",
                "phrase_endings"),
    "Shape": ("density", "quantise", "velocity_follow", "register", "transpose", "candidates",
              "scale_lock", "scale_root"),
    "Style": ("style_blend", "style", "second_style"),
    "Turns": ("turn_gap", "tempo_bpm", "turn_gap_adaptive", "barge_in", "mode", "answer_at",
              "trade"),
    "MIDI": ("channel_in", "channel_out", "output_offset_ms"),
}  # fmt: skip


class ParamPanel(QWidget):
    """The knobs; `disclosed` tells whether the rest is shown, for the window to remember.

    `missed` tells the name of a knob and its option that is to be trained first.
    """

    disclosed = pyqtSignal(bool)
    missed = pyqtSignal(str, str)

    def __init__(
        self, session: Session, send: Send, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._large = [
            KnobControl(name, session, send, theme, is_large=True, parent=self) for name in LARGE
        ]
        self.controls: dict[str, ParamControl] = dict(zip(LARGE, self._large, strict=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._top_row())
        self._more = self._more_button()
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._rest = _scrolling(self._groups(session, send, theme))
        column.addWidget(self._rest, 1)
        self._rest.hide()
        self._filler = QWidget()
        column.addWidget(self._filler, 1)

    @property
    def is_disclosed(self) -> bool:
        """Whether the rest of the parameters is shown."""
        return self._more.isChecked()

    def disclose(self, is_on: bool) -> None:
        """Show the rest of the parameters, or put it away."""
        self._more.setChecked(is_on)

    def offer_more(self, is_offered: bool) -> None:
        """Show the button that discloses the rest, or do without: a stage needs the three."""
        self._more.setVisible(is_offered)

    def refresh(self) -> None:
        """Show what the session says; the GUI thread calls it at most once a frame."""
        shown = self.controls.values() if self.is_disclosed else self._large
        for control in shown:
            control.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        for control in self.controls.values():
            control.set_theme(theme)

    def minimumSizeHint(self) -> QSize:
        """Return room for the large knobs: the rest scrolls."""
        layout = self.layout()
        width = sum(it.widget.sizeHint().width() for it in self._large) + 2 * UNIT
        return QSize(width, 0 if layout is None else layout.minimumSize().height())

    def _top_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        for control in self._large:
            row.addWidget(control.widget)
        return row

    def _more_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("more")
        button.setText(self.tr("More"))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setArrowType(Qt.ArrowType.RightArrow)
        button.setAccessibleName(self.tr("More parameters"))
        button.setToolTip(self.tr("Show or hide all other parameters"))
        button.setStyleSheet(_MORE)
        button.toggled.connect(self._disclose)
        return button

    def _disclose(self, is_on: bool) -> None:
        self._more.setText(self.tr("Less") if is_on else self.tr("More"))
        self._more.setArrowType(Qt.ArrowType.DownArrow if is_on else Qt.ArrowType.RightArrow)
        self._rest.setVisible(is_on)
        self._filler.setVisible(not is_on)
        self.refresh()
        self.disclosed.emit(is_on)

    def _groups(self, session: Session, send: Send, theme: Theme) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        for title, names in grouped(list(PARAMS)).items():
            heading = QLabel(self.tr(title))
            heading.setProperty("role", "title")
            column.addSpacing(UNIT)
            column.addWidget(heading)
            # Knobs stand in columns, as the large ones do; words take the room that they need.
            knobs, words = QWidget(), QWidget()
            grid, flow = FlowLayout(knobs, UNIT, has_columns=True), FlowLayout(words, MARGIN)
            for name in names:
                control = control_for(name, session, send, theme, self)
                self.controls[name] = control
                if isinstance(control, ChoiceControl):
                    control.missed.connect(self.missed)
                is_knob = isinstance(control, KnobControl)
                (grid if is_knob else flow).addWidget(control.widget)
            for part, layout in ((knobs, grid), (words, flow)):
                if layout.count():
                    column.addWidget(part)
        column.addStretch(1)
        return whole


def grouped(names: Sequence[str]) -> dict[str, list[str]]:
    """Return `names` less the large ones by the title of their group, the unknown ones last."""
    known = {*LARGE, *ELSEWHERE, *(name for group in GROUPS.values() for name in group)}
    groups = {title: [name for name in group if name in names] for title, group in GROUPS.items()}
    groups["Other"] = [name for name in names if name not in known]
    return {title: group for title, group in groups.items() if group}


def _scrolling(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
