"""A session as a terminal shows it: ports, turns as lines of note names, troubles.

Knows messages and turns them into lines; prints nothing itself.
"""

from dataclasses import dataclass, field

from antiphon_engine.messages import (
    Echo,
    Heard,
    Message,
    Played,
    PortsChanged,
    Ready,
    TakeSaved,
    Trouble,
    TurnChanged,
)
from antiphon_models.improviser import Source
from antiphon_models.music.pitch import pitch_name

YOU, ANTIPHON = "you", "Antiphon"
# A longer turn goes on in a new line.
WIDTH = 100


@dataclass(slots=True)
class TerminalView:
    """What has been told so far; lines of notes are kept under `width` characters."""

    width: int = WIDTH
    who: str = ""
    began: float = 0.0
    piece: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def current(self) -> str:
        """The line that is still growing, "" if nobody plays."""
        if not self.notes:
            return ""
        minutes, seconds = divmod(int(self.began), 60)
        return f"{minutes:4}:{seconds:02}  {self.who:8}  {' '.join(self.notes)}"

    def told(self, message: Message) -> list[str]:
        """Take in `message` and return the lines that are complete now."""
        match message:
            case Ready(seed, _, mind, _):
                return [
                    f"Antiphon plays (mind {mind}, seed {seed}). Ctrl-C ends and saves the take."
                ]
            case PortsChanged():
                return [*self.end_line(), *_port_lines(message)]
            case Heard(time, pitch, velocity) if velocity:
                return self._add(YOU, time, pitch_name(pitch))
            case Played(time, pitch, velocity, _, source) if velocity:
                return self._add(ANTIPHON, time, pitch_name(pitch) + self._mark(source))
            case TurnChanged():
                return self.end_line()
        said = _said(message)
        return [*self.end_line(), *said] if said else []

    def end_line(self) -> list[str]:
        """End the line that is growing, and return it if there is one."""
        line = self.current
        self.notes = []
        return [line] if line else []

    def _mark(self, source: Source | None) -> str:
        """A star for the player's own motifs; for a taught piece a plus, and once its name."""
        before, self.piece = self.piece, source.piece if source else ""
        if source is None or source.kind != "motif":
            return ""
        if not self.piece:
            return "*"
        return "+" if self.piece == before else f"+[{self.piece}]"

    def _add(self, who: str, time: float, note: str) -> list[str]:
        is_full = len(self.current) + len(note) + 1 >= self.width
        ended = self.end_line() if who != self.who or is_full else []
        if not self.notes:
            self.who, self.began = who, time
        self.notes.append(note)
        return ended


def _said(message: Message) -> list[str]:
    match message:
        case Ready(seed, _, mind, _):
            return [f"Antiphon plays (mind {mind}, seed {seed}). Ctrl-C ends and saves the take."]
        case PortsChanged():
            return _port_lines(message)
        case TakeSaved(path):
            return [f"The take is saved: {path}"]
        case Trouble(text):
            return [f"! {text}"]
        case Echo(input_name, output):
            return [f"! what goes to '{output}' comes back at '{input_name}': part the two"]
    return []


def _port_lines(ports: PortsChanged) -> list[str]:
    if ports.driver is None:
        return [f"! {ports.trouble}; trying again"]
    lines = [f"! {ports.trouble}"] if ports.trouble else []
    if ports.input and ports.output:
        lines += [
            f"MIDI ({ports.driver}): send your notes to '{ports.input}', "
            f"listen to '{ports.output}'.",
            "Play a phrase and pause: the answer comes.",
        ]
    return lines
