"""What the musician is told without having asked: a loop, a doubtful choice, a take that is kept.

Knows where each is said, in the banner or in the footer; never in a dialog.
"""

from collections.abc import Callable

from PyQt6.QtCore import QObject

from antiphon_app.banner import Banner
from antiphon_app.health_bar import HealthBar
from antiphon_app.session import Session
from antiphon_engine.messages import Command, Echo, Panic


class Notices(QObject):
    """Says each thing once."""

    def __init__(
        self,
        session: Session,
        send: Callable[[Command], None],
        banner: Banner,
        health: HealthBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._send = send
        self._banner = banner
        self._health = health
        self._echo: Echo | None = None
        self._looped: tuple[str | None, str | None] | None = None
        self._takes_told = 0
        self._open_ports: dict[str, str | None] = {}
        self._gone: set[str] = set()

    def refresh(self) -> None:
        """Say what has not been said yet."""
        echo = self._session.echo
        if echo is not None and echo is not self._echo:
            self._say_echo(echo)
        self._echo = echo
        self._take_echo_back()
        self._say_ports()
        saved = self._session.saved_takes
        if len(saved) > self._takes_told:
            self._takes_told = len(saved)
            self._health.say(self.tr("The take is kept: {0}").format(saved[-1]), is_news=True)

    def say_engine_returned(self) -> None:
        """Say that another engine has taken over."""
        self._health.say(
            self.tr("The engine is back with the same settings; what was played is kept"),
            is_news=True,
        )

    def doubt(self, port: str, use_anyway: Callable[[], None]) -> None:
        """Ask before one port is used for both directions, without holding anything up."""
        text = self.tr(
            "“{0}” for both directions: unless it is a pair of A and B ends, every answer comes "
            "straight back in."
        )
        self._looped = None
        self._banner.say(text.format(port), self.tr("Use it anyway"), use_anyway)

    def _say_ports(self) -> None:
        """Say which port has gone or come back, once the first are open."""
        ports = self._session.ports
        for word, now in ((self.tr("Input"), ports.input), (self.tr("Output"), ports.output)):
            before = self._open_ports.get(word)
            if now is None and before is not None and self._session.is_ready:
                text = self.tr("{0} “{1}” is gone; it is opened again when it is back")
                self._health.say(text.format(word, before))
                self._gone.add(word)
            elif now is not None and word in self._gone:
                self._gone.discard(word)
                text = self.tr("{0} “{1}” is connected again")
                self._health.say(text.format(word, now), is_news=True)
            self._open_ports[word] = now

    def _take_echo_back(self) -> None:
        """Say no more of a loop once its ports are open no longer."""
        if self._looped not in (None, self._pair()):
            self._looped = None
            self._banner.hide()

    def _pair(self) -> tuple[str | None, str | None]:
        return self._session.ports.input, self._session.ports.output

    def _say_echo(self, echo: Echo) -> None:
        self._looped = self._pair()
        text = self.tr(
            "What is sent to “{0}” comes back at “{1}”. In the DAW, take the track that plays to "
            "Antiphon off “All Ins”, or choose another input here."
        )
        self._banner.say(
            text.format(echo.output, echo.input),
            self.tr("Silence"),
            lambda: self._send(Panic()),
        )
