"""The transport: whose turn, mode, tempo, time of entrance, and what to do with an answer.

Knows session, commands and the table of shortcuts; which key does what is bound elsewhere.
"""

from PyQt6.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeySequence, QResizeEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from antiphon_app.answer_light import AnswerLight
from antiphon_app.icon import icon
from antiphon_app.param_control import ChoiceControl, Send, translated
from antiphon_app.session import Session
from antiphon_app.shortcuts import SHORTCUTS, Shortcut
from antiphon_app.tempo_box import TempoBox
from antiphon_app.theme import GAP, MARGIN, Theme
from antiphon_engine.messages import (
    Command,
    Forget,
    Freeze,
    Mute,
    Panic,
    Rate,
    Retry,
    SetParams,
    Tap,
    Undo,
)
from antiphon_engine.params import PARAMS

_EAR = ("freeze", "mute", "forget")
_ANSWER = ("again", "more", "else", "undo")
_RATING = ("good", "bad")
_STAY_DOWN = ("freeze", "mute", *_RATING)
_NEED_AN_ANSWER = (*_ANSWER, *_RATING)
# A tool button keeps room behind its text; less padding there sets sign and text in the middle.
_WORDS = """
QToolButton { padding: 4px 4px 4px 8px; }
QToolButton:focus { padding: 3px 3px 3px 7px; }
"""
_SIGN = """
QToolButton { padding: 4px 9px; }
QToolButton:focus { padding: 3px 8px; }
"""


class TransportBar(QWidget):
    """The bar; `act` does what the button of that name does, for keys and menus.

    Buttons have their action's name, as the table of shortcuts has it, as objectName. Where
    it is narrow they are signs only, with the words in their tool tips.
    """

    acted = pyqtSignal(str)

    def __init__(
        self, session: Session, send: Send, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._send, self._theme = session, send, theme
        self._ratings: dict[int, bool] = {}
        self.buttons: dict[str, QToolButton] = {}
        self.panic = self._panic_button()
        for name in ("tap", *_EAR, *_ANSWER, *_RATING):
            self.buttons[name] = self._button(name)
        self.light = AnswerLight(session, theme, self)
        self.tempo = TempoBox(session, send, self.buttons["tap"], self)
        self._choices = {
            name: ChoiceControl(name, session, send, theme, is_bare=True, parent=self)
            for name in ("mode", "answer_at", "trade")
        }
        self._grid = self._laid_out()
        self._words_width = self._signs_width = 0
        self._wear_signs()
        self._measure()
        self.refresh()

    @property
    def is_compact(self) -> bool:
        """Whether the buttons are signs only."""
        return self.buttons["again"].toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly

    def act(self, name: str) -> None:
        """Do what the button `name`, or a mode of that name, does.

        Nothing is done with an answer before there is one.
        """
        answer = self._session.answer
        if name in _NEED_AN_ANSWER and not answer:
            return
        if name in _RATING:
            self._ratings[answer] = name == "good"
        self._send(self._command(name))
        self.acted.emit(name)

    def refresh(self) -> None:
        """Show what the session says; the GUI thread calls it at most once a frame."""
        self.light.refresh()
        self.tempo.refresh()
        for choice in self._choices.values():
            choice.refresh()
        session = self._session
        rating = self._ratings.get(session.answer)
        self.buttons["freeze"].setChecked(session.state.is_frozen)
        self.buttons["mute"].setChecked(session.state.is_muted)
        self.buttons["good"].setChecked(rating is True)
        self.buttons["bad"].setChecked(rating is False)
        for name in _NEED_AN_ANSWER:
            self.buttons[name].setEnabled(session.answer > 0)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self._theme = theme
        self.light.set_theme(theme)
        for choice in self._choices.values():
            choice.set_theme(theme)
        self._wear_signs()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Say more where there is room for words."""
        super().resizeEvent(event)
        self._show_words(self.width() >= self._words_width)

    def changeEvent(self, event: QEvent | None) -> None:
        """Measure again in another font or style: on the stage everything is larger."""
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event is not None and event.type() in kinds and self._words_width:
            self._wear_signs()
            self._measure()

    def sizeHint(self) -> QSize:
        """Return the size with words."""
        return QSize(self._words_width, self._grid.minimumSize().height())

    def minimumSizeHint(self) -> QSize:
        """Return the size with signs only."""
        return QSize(self._signs_width, self._grid.minimumSize().height())

    def _show_words(self, are_shown: bool) -> None:
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        style = beside if are_shown else Qt.ToolButtonStyle.ToolButtonIconOnly
        for name in ("tap", *_EAR, *_ANSWER):
            button = self.buttons[name]
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)
                button.setStyleSheet(_WORDS if are_shown else _SIGN)

    def _width_with(self, words: bool) -> int:
        self._show_words(words)
        # A layout forgets what it has measured, but not what the rows inside it have.
        for layout in (*self._rows, self._grid):
            layout.invalidate()
        return self._grid.minimumSize().width()

    def _measure(self) -> None:
        """Find out how wide the bar is with words and with signs only."""
        self._words_width = self._width_with(True)
        self._signs_width = self._width_with(False)
        self._show_words(self.width() >= self._words_width)
        self.updateGeometry()

    def _laid_out(self) -> QGridLayout:
        grid = QGridLayout(self)
        # Narrower than its words is allowed: they then give way to signs.
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        grid.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GAP)
        mode, entrance, trade = (self._choices[name] for name in ("mode", "answer_at", "trade"))
        above = [mode.widget, self.tempo, None, *(self.buttons[name] for name in _EAR)]
        below = [
            *(_label(PARAMS["answer_at"].label, entrance.widget), entrance.widget),
            *(_label(PARAMS["trade"].label, trade.widget), trade.widget),
            *(None, *(self.buttons[name] for name in (*_ANSWER, *_RATING))),
        ]
        grid.addWidget(self.light, 0, 0, 2, 1)
        self._rows = [_row(above), _row(below)]
        for place, row in enumerate(self._rows):
            grid.addLayout(row, place, 1)
        grid.addWidget(self.panic, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        texts = {
            "again": self.tr("Again"),
            "more": self.tr("More like that"),
            "else": self.tr("Something else"),
            "undo": self.tr("Undo"),
            "freeze": self.tr("Freeze"),
            "mute": self.tr("Mute"),
            "forget": self.tr("Forget"),
            "good": self.tr("Good answer"),
            "bad": self.tr("Bad answer"),
            "tap": self.tr("Tap"),
        }
        _name(button, name, texts[name])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setCheckable(name in _STAY_DOWN)
        button.setStyleSheet(_SIGN)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        # A tap counts when the finger comes down.
        came = button.pressed if name == "tap" else button.clicked
        came.connect(lambda *_: self._clicked(name))
        return button

    def _panic_button(self) -> QPushButton:
        button = QPushButton(self)
        _name(button, "panic", self.tr("Panic"))
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        button.clicked.connect(lambda: self._clicked("panic"))
        return button

    def _clicked(self, name: str) -> None:
        self.act(name)
        # The click has pressed the button; the engine says whether it stays down.
        self.refresh()

    def _command(self, name: str) -> Command:
        session = self._session
        match name:
            case "again" | "more" | "else":
                return Retry(name)
            case "good" | "bad":
                return Rate(session.answer, name == "good")
            case "freeze":
                return Freeze(not session.state.is_frozen)
            case "mute":
                return Mute(not session.state.is_muted)
            case "answer" | "duet" | "solo":
                return SetParams({"mode": name})
        plain: dict[str, Command] = {
            "undo": Undo(), "forget": Forget(), "tap": Tap(), "panic": Panic()
        }  # fmt: skip
        return plain[name]

    def _wear_signs(self) -> None:
        size = round(self.fontMetrics().height() * 1.25)
        for name, button in self.buttons.items():
            colours = self._theme.colour("text"), self._theme.colour("background")
            button.setIcon(icon(name, *colours))
            button.setIconSize(QSize(size, size))


def _row(widgets: list[QWidget | None]) -> QHBoxLayout:
    """Return a row; None takes up what room there is."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(translated(text))
    label.setProperty("role", "muted")
    label.setBuddy(buddy)
    return label


def _name(button: QAbstractButton, name: str, text: str) -> None:
    """Give a button its words, and a tool tip that names its key."""
    known: dict[str, Shortcut] = {shortcut.name: shortcut for shortcut in SHORTCUTS}
    shortcut = known[name]
    keys = QKeySequence(shortcut.keys).toString(QKeySequence.SequenceFormat.NativeText)
    button.setObjectName(name)
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolTip(f"{translated(shortcut.text)} ({keys})" if keys else shortcut.text)
