"""What an engine that died left behind: the notes its journal says it began and never ended.

Knows the journal's lines; knows no port.
"""

from contextlib import suppress
from pathlib import Path

from antiphon_engine.core.events import Control, MidiEvent, NoteOff, NoteOn
from antiphon_engine.journal import sounding_at_end
from antiphon_engine.journal_entry import Entry, Sent, Session
from antiphon_engine.journal_line import decode

# Some minutes of dense playing: no note sounds longer, and reading it takes milliseconds.
TAIL_BYTES = 256 * 1024
SUSTAIN = 64
ALL_NOTES_OFF = 123


def silencing(path: Path, channel_out: int) -> tuple[MidiEvent, ...]:
    """Return what ends all that the session journalled at `path` left sounding.

    Every channel that it played on, and `channel_out` (0..15), also gets its pedal lifted and
    "all notes off", as the last milliseconds before a crash are not in the journal.
    """
    entries = _last_entries(path)
    channels = {channel_out} | {
        entry.event.channel
        for entry in entries
        if isinstance(entry, Sent) and isinstance(entry.event, NoteOn)
    }
    offs = [NoteOff(0.0, channel, pitch) for channel, pitch in sounding_at_end(entries)]
    controls = [
        Control(0.0, channel, number, 0)
        for channel in sorted(channels)
        for number in (SUSTAIN, ALL_NOTES_OFF)
    ]
    return (*offs, *controls)


def _last_entries(path: Path) -> list[Entry]:
    entries: list[Entry] = []
    for line in _last_lines(path):
        # The first and the last line may be cut; each other line stands for itself.
        with suppress(ValueError):
            entry = decode(line)
            if not isinstance(entry, Session):
                entries.append(entry)
    return entries


def _last_lines(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - TAIL_BYTES))
            return file.read().splitlines()
    except OSError:
        return []
