"""Which mind answers: its name, what it does to the music, and the list of all.

Knows session and commands; what is missing is its owner's affair, who is asked for it.
"""

from PyQt6.QtCore import QPoint, QSize, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from antiphon_app.elided import ElidedLabel
from antiphon_app.model_list import WIDTH, ModelList
from antiphon_app.param_control import Grip, Send
from antiphon_app.preset_name import PresetName
from antiphon_app.session import Session
from antiphon_app.theme import GAP, MARGIN, UNIT, Theme
from antiphon_engine.messages import SetParams
from antiphon_engine.params import PARAMS
from antiphon_models.systems.catalogue import OWN, SYSTEMS, System, system


class ModelMenu(QWidget):
    """The menu; `missed` tells the name of a model that was chosen and is not on this machine."""

    missed = pyqtSignal(str)

    def __init__(
        self, session: Session, send: Send, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._send = session, send
        self._grip = Grip(session.clock)
        self._shown: tuple[str, tuple[str, ...]] = ("", ())
        self.label = QLabel(self.tr(PARAMS["model"].label), self)
        self.label.setProperty("role", "muted")
        self.name = PresetName(self)
        self.name.setObjectName("model")
        self.name.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        self.name.clicked.connect(self.open)
        self.label.setBuddy(self.name)
        self.line = ElidedLabel(self)
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list = ModelList(theme, self)
        self.list.chosen.connect(self._chosen)
        self._lay_out()
        self.refresh()

    @property
    def there(self) -> tuple[str, ...]:
        """The models that the engine can answer with; before it has said so, all."""
        return self._session.models or tuple(each.name for each in SYSTEMS)

    def open(self) -> None:
        """Drop the list down, below the button or, where that is not seen, in the middle."""
        self.list.fill(self._session.params.model, self.there)
        window = self.window()
        assert window is not None
        room = QSize(window.size())
        if self.name.isVisible():
            corner = self.name.mapToGlobal(QPoint(self.name.width(), self.name.height() + UNIT))
        else:
            corner = window.mapToGlobal(QPoint((room.width() + WIDTH) // 2, MARGIN))
        below = window.mapToGlobal(QPoint(0, room.height())).y() - corner.y() - MARGIN
        room.setHeight(below)
        self.list.open_at(corner, room)

    def refresh(self) -> None:
        """Show what the session says; the GUI thread calls it at most once a frame."""
        told = (self._session.params.model, self.there)
        if told != self._shown and not self._grip.is_held:
            self._shown = told
            self._show(system(told[0]), told[0] in told[1])

    def set_theme(self, theme: Theme) -> None:
        """Wear these colours."""
        self.list.set_theme(theme)

    def _show(self, chosen: System, is_there: bool) -> None:
        self.name.show_name(chosen.title, False)
        self.name.setAccessibleName(self.tr("Model: {0}").format(chosen.title))
        self.name.setAccessibleDescription(f"{chosen.about} {chosen.paper}".strip())
        self.name.setToolTip(self._tip(chosen))
        own = system(OWN).title
        gone = self.tr("Not on this machine: {0} answers").format(own)
        self.line.set_text(chosen.about if is_there else gone)
        style = self.line.style()
        self.line.setProperty("role", "muted" if is_there else "warning")
        if style is not None:
            style.unpolish(self.line)
            style.polish(self.line)

    def _tip(self, chosen: System) -> str:
        choose = self.tr("The mind that answers. Click to choose another (F5).")
        return "\n".join(
            text for text in (chosen.title, chosen.about, chosen.paper, choose) if text
        )

    def _chosen(self, name: str) -> None:
        if name not in self.there:
            self.missed.emit(name)
            return
        self._grip.take()
        self._send(SetParams({"model": name}))
        self._show(system(name), True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.label)
        head.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(head)
        column.addWidget(self.line)
