"""A parameter on the screen: the widget that fits its declaration, tied to session and engine.

Knows declarations, commands and the session; how a widget looks is its own affair.
"""

from collections.abc import Callable
from typing import Protocol

from PyQt6.QtCore import QCoreApplication, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from antiphon_app.choice import DropDown, Segmented
from antiphon_app.knob import Knob
from antiphon_app.session import Session
from antiphon_app.theme import UNIT, Theme
from antiphon_app.toggle import Toggle
from antiphon_engine.messages import Command, Learn, MapControls, SetParams
from antiphon_engine.params import PARAMS, STYLES, Choice, Number, Param, Switch
from antiphon_engine.style_notice import HOW_TO_TRAIN, STYLE_KNOBS, notice

Send = Callable[[Command], None]

# So long after the hand's last move its own position is shown, until the engine has answered.
GRIP = 0.3
# A row of buttons is for few and short words; the rest drops down.
_MOST_SEGMENTS, _LONGEST_SEGMENTS = 4, 18
_BLINKS_PER_SECOND = 2.5


class ParamControl(Protocol):
    """What the panel needs of a control."""

    @property
    def widget(self) -> QWidget:
        """The widget to place."""
        ...

    def refresh(self) -> None:
        """Show what the session says; the GUI thread calls it at most once a frame."""
        ...

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        ...


class Grip:
    """Whether the hand was on a control so lately that the engine's answer is still on its way."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = -1.0

    def take(self) -> None:
        """The hand has just moved it."""
        self._until = self._clock() + GRIP

    @property
    def is_held(self) -> bool:
        """Whether to leave the control as the hand left it."""
        return self._clock() < self._until


class KnobControl(QObject):
    """A number as a knob that controllers can be taught to turn."""

    def __init__(
        self,
        name: str,
        session: Session,
        send: Send,
        theme: Theme,
        *,
        is_large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._session, self._send = name, session, send
        self._number = PARAMS[name]
        if not isinstance(self._number, Number):
            raise TypeError(f"{name} is no number; a knob turns numbers only")
        self._grip = Grip(session.clock)
        self.widget = Knob(self._number, translated(self._number.label), theme, is_large, parent)
        self.widget.setObjectName(name)
        self.widget.setToolTip(tip_of(self._number))
        self.widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.widget.customContextMenuRequested.connect(self._open_menu)
        self.widget.turned.connect(self._turned)
        self.refresh()

    def refresh(self) -> None:
        """Show the value and the controller that the session tells of."""
        told = float(getattr(self._session.params, self._name))
        if told != self.widget.shown and not (self.widget.is_held or self._grip.is_held):
            self.widget.show_value(told)
        is_learning = self._session.controls.learning == self._name
        is_lit = is_learning and int(self._session.clock() * 2 * _BLINKS_PER_SECOND) % 2 == 0
        self.widget.show_badge(self.tr("Learn") if is_learning else self._badge(), is_lit)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.widget.set_theme(theme)

    def menu(self) -> QMenu:
        """Return the knob's menu, for the moment."""
        menu = QMenu(self.widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._session.controls.learning == self._name:
            menu.addAction(self.tr("Stop learning"), lambda: self._send(Learn(None)))
        else:
            menu.addAction(self.tr("Learn a controller"), lambda: self._send(Learn(self._name)))
        forget = menu.addAction(self.tr("Forget controller"), self._forget)
        if forget is not None:
            forget.setEnabled(bool(self._badge()))
        menu.addSeparator()
        menu.addAction(self.tr("Type a value"), self.widget.edit)
        menu.addAction(self.tr("Reset"), self.widget.reset)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        # Not exec: nothing here may stop the painting.
        self.menu().popup(self.widget.mapToGlobal(place))

    def _turned(self, value: float) -> None:
        self._grip.take()
        self._send(SetParams({self._name: PARAMS[self._name].parse(value)}))

    def _forget(self) -> None:
        others = tuple(it for it in self._session.controls.controls if it.param != self._name)
        self._send(MapControls(others))

    def _badge(self) -> str:
        for control in self._session.controls.controls:
            if control.param == self._name:
                return f"CC {control.number}"
        return ""


class ChoiceControl(QObject):
    """One of a few words, with its label above it unless `is_bare`.

    `missed` tells the name of the knob and an option that has to be trained first.
    """

    missed = pyqtSignal(str, str)

    def __init__(
        self,
        name: str,
        session: Session,
        send: Send,
        theme: Theme,
        *,
        is_bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._session, self._send = name, session, send
        choice = PARAMS[name]
        if not isinstance(choice, Choice):
            raise TypeError(f"{name} is no choice")
        self._grip = Grip(session.clock)
        self._offered: tuple[str, ...] = ()
        self.box = _box(choice, theme, parent)
        self.box.setObjectName(name)
        tip = tip_of(choice)
        if isinstance(self.box, Segmented):
            self.box.set_tips(tip)
        self.box.setToolTip(tip)
        self.box.chosen.connect(self._chosen)
        self.widget: QWidget = self.box
        if not is_bare:
            self.widget = _labelled(self.box, translated(choice.label), parent)
        self.refresh()

    def refresh(self) -> None:
        """Show the option that the session tells of."""
        told = getattr(self._session.params, self._name)
        if told != self.box.option and not self._grip.is_held:
            self.box.show_option(told)
        if self._name in STYLE_KNOBS and self._offered != self._session.styles:
            self._offer_styles()

    def _offer_styles(self) -> None:
        """Offer the styles that the engine's mind was trained on, once it has said which.

        One that can be trained on this machine is offered as that.
        """
        self._offered = self._session.styles
        if isinstance(self.box, DropDown) and self._offered:
            untrained = {style for style in STYLES if style not in self._offered}
            lost = untrained - HOW_TO_TRAIN.keys()
            self.box.withhold({style: notice(style) for style in lost})
            train = self.tr("{0} (train it…)")
            for style in STYLES:
                text = translated(style).capitalize()
                self.box.set_text(style, train.format(text) if style in untrained - lost else text)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        if isinstance(self.box, Segmented):
            self.box.set_theme(theme)

    def _chosen(self, option: str) -> None:
        is_style = self._name in STYLE_KNOBS and bool(self._offered)
        if is_style and option not in self._offered:
            self.box.show_option(getattr(self._session.params, self._name))
            self.missed.emit(self._name, option)
            return
        self._grip.take()
        self._send(SetParams({self._name: option}))


class SwitchControl(QObject):
    """On or off."""

    def __init__(
        self,
        name: str,
        session: Session,
        send: Send,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._session, self._send = name, session, send
        self._grip = Grip(session.clock)
        self.widget = Toggle(translated(PARAMS[name].label), theme, parent)
        self.widget.setObjectName(name)
        self.widget.setToolTip(tip_of(PARAMS[name]))
        self.widget.clicked.connect(self._clicked)
        self.refresh()

    def refresh(self) -> None:
        """Show the position that the session tells of."""
        told = bool(getattr(self._session.params, self._name))
        if told != self.widget.isChecked() and not self._grip.is_held:
            self.widget.setChecked(told)

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.widget.set_theme(theme)

    def _clicked(self, is_on: bool) -> None:
        self._grip.take()
        self._send(SetParams({self._name: is_on}))


def control_for(
    name: str, session: Session, send: Send, theme: Theme, parent: QWidget | None = None
) -> ParamControl:
    """Return the control that fits the declaration of the parameter `name`."""
    param = PARAMS[name]
    if isinstance(param, Number):
        return KnobControl(name, session, send, theme, parent=parent)
    if isinstance(param, Switch):
        return SwitchControl(name, session, send, theme, parent)
    return ChoiceControl(name, session, send, theme, parent=parent)


def tip_of(param: Param) -> str:
    """Return what a parameter does, what it takes and where it starts: the tool tip."""
    default = param.default
    if isinstance(param, Number):
        start = f"{default:g}"
    elif isinstance(param, Switch):
        start = "on" if default else "off"
    else:
        start = str(default)
    words = param.range_text()
    return f"{translated(param.help)}\n{words[0].upper()}{words[1:]}; normally {start}."


def translated(text: str) -> str:
    """Return a text of the declarations in the language of the window."""
    return QCoreApplication.translate("params", text)


def _box(choice: Choice, theme: Theme, parent: QWidget | None) -> Segmented | DropDown:
    label = translated(choice.label)
    options = [(option, translated(option).capitalize()) for option in choice.options]
    letters = sum(len(text) for _, text in options)
    if len(options) <= _MOST_SEGMENTS and letters <= _LONGEST_SEGMENTS:
        return Segmented(label, options, theme, parent)
    return DropDown(label, options, parent)


def _labelled(box: QWidget, text: str, parent: QWidget | None) -> QWidget:
    whole = QWidget(parent)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(UNIT)
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setBuddy(box)
    column.addWidget(label)
    column.addWidget(box)
    return whole
