"""What a performer is told, as the journal keeps it, and what is done about it.

Live playing, rendering and replay all obey here, so that the same journal gives the same notes.
Knows commands and the performer; knows no clock and no thread.
"""

from collections.abc import Callable, Mapping

from antiphon_engine import messages
from antiphon_engine.core.events import Happening
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Command, CommandName

Musical = (
    messages.SetParams
    | messages.Panic
    | messages.Forget
    | messages.Retry
    | messages.Undo
    | messages.Freeze
    | messages.Mute
    | messages.Tap
)


def journalled(command: Musical, now: float) -> Command:
    """Return `command` as it is written to the journal when it is obeyed at `now`."""
    changes = dict(command.changes) if isinstance(command, messages.SetParams) else {}
    return Command(now, _name(command), changes)


def _name(command: Musical) -> CommandName:
    match command:
        case messages.Retry(how):
            return how
        case messages.Freeze(is_on):
            return "freeze" if is_on else "thaw"
        case messages.Mute(is_on):
            return "mute" if is_on else "unmute"
    return _NAMES[type(command)]


_NAMES: Mapping[type, CommandName] = {
    messages.SetParams: "set_params",
    messages.Panic: "panic",
    messages.Forget: "forget",
    messages.Undo: "undo",
    messages.Tap: "tap",
}


def obey(performer: Performer, command: Command) -> list[Happening]:
    """Tell the performer, at the command's time, and return what follows.

    ParamError where a knob does not turn that way; then nothing has changed.
    """
    return _OBEYING[command.name](performer, command)


_OBEYING: Mapping[CommandName, Callable[[Performer, Command], list[Happening]]] = {
    "set_params": lambda performer, told: performer.set_params(told.changes, told.time),
    "panic": lambda performer, told: performer.panic(told.time),
    "release": lambda performer, told: performer.release(told.time),
    "forget": lambda performer, told: performer.forget(told.time),
    "unlearn": lambda performer, told: performer.unlearn(told.time),
    "again": lambda performer, told: performer.retry("again", told.time),
    "more": lambda performer, told: performer.retry("more", told.time),
    "else": lambda performer, told: performer.retry("else", told.time),
    "undo": lambda performer, told: performer.undo(told.time),
    "freeze": lambda performer, told: performer.freeze(True, told.time),
    "thaw": lambda performer, told: performer.freeze(False, told.time),
    "mute": lambda performer, told: performer.mute(True, told.time),
    "unmute": lambda performer, told: performer.mute(False, told.time),
    "tap": lambda performer, told: performer.tap(told.time),
}
