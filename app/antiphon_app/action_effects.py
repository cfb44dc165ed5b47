"""What the musical actions do: each is a command to the engine.

Knows the session and the commands; knows no widget and no key.
"""

from collections.abc import Callable

from antiphon_app.session import Session
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

Effect = Callable[[bool], object]


def musical_effects(session: Session, send: Callable[[Command], None]) -> dict[str, Effect]:
    """Return what each musical action does, by name; all ignore whether they are checked.

    What is on and what is off is the engine's truth, so a toggle turns what the session says.
    """
    return {
        "panic": lambda _on: send(Panic()),
        "again": lambda _on: send(Retry("again")),
        "more": lambda _on: send(Retry("more")),
        "else": lambda _on: send(Retry("else")),
        "undo": lambda _on: send(Undo()),
        "good": lambda _on: send(Rate(session.answer, True)),
        "bad": lambda _on: send(Rate(session.answer, False)),
        "freeze": lambda _on: send(Freeze(not session.state.is_frozen)),
        "mute": lambda _on: send(Mute(not session.state.is_muted)),
        "forget": lambda _on: send(Forget()),
        "tap": lambda _on: send(Tap()),
        "answer": lambda _on: send(SetParams({"mode": "answer"})),
        "duet": lambda _on: send(SetParams({"mode": "duet"})),
        "solo": lambda _on: send(SetParams({"mode": "solo"})),
    }
