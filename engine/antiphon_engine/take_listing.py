"""The sessions as a window lists them: with thumbs, knobs, and the notes of a thumbnail.

Knows how this program writes the lines of a journal, and reads no more of them than it shows.
"""

import re
from typing import Any

from antiphon_engine.journal_entry import Command, Rated
from antiphon_engine.journal_line import decode
from antiphon_engine.journal_summary import Summary

# More notes than this are not told apart in a thumbnail.
MOST_NOTES = 400
_NOTE = re.compile(
    rb'^\{"type":"(heard|sent)","event":"(on|off)","time":([0-9.e+-]+),"channel":(\d+),"pitch":(\d+)',
    re.MULTILINE,
)
_KNOBS_AND_THUMBS = re.compile(
    rb'^\{"type":(?:"rated"|"command","time":[^,]*,"command":"set_params").*$', re.MULTILINE
)

Thumbnail = list[list[float | int | bool]]


def listed(kept: Summary) -> dict[str, Any]:
    """Return what a window shows of a session, ready for JSON.

    `params` is what differed from the defaults in the end; `thumbs` holds [answer, is_good];
    `notes` holds [onset, duration, pitch, is_player], at most MOST_NOTES of them.
    """
    content = kept.path.read_bytes()
    params, thumbs = _knobs_and_thumbs(content)
    return {
        "path": str(kept.path),
        "name": kept.path.stem,
        "started": kept.session.started,
        "seconds": round(kept.length, 3),
        "heard": kept.figures.heard,
        "played": kept.figures.played,
        "answers": kept.figures.answers,
        "state": kept.state,
        "params": {**kept.session.params, **params},
        "thumbs": [[answer, is_good] for answer, is_good in sorted(thumbs.items())],
        "notes": thumbnail(content, kept.length),
    }


def thumbnail(content: bytes, end: float) -> Thumbnail:
    """Return [onset, duration, pitch, is_player] of the notes in a journal, evenly thinned."""
    sounding: dict[tuple[bytes, bytes, bytes], float] = {}
    notes: Thumbnail = []
    for who, what, time, channel, pitch in _NOTE.findall(content):
        key, now = (who, channel, pitch), float(time)
        if key in sounding:
            notes.append(_drawn(key, sounding.pop(key), now))
        if what == b"on":
            sounding[key] = now
    notes += [_drawn(key, onset, end) for key, onset in sounding.items()]
    notes.sort()
    step = max(len(notes) / MOST_NOTES, 1.0)
    return [notes[int(number * step)] for number in range(min(len(notes), MOST_NOTES))]


def _drawn(
    key: tuple[bytes, bytes, bytes], onset: float, offset: float
) -> list[float | int | bool]:
    who, _, pitch = key
    duration = max(offset - onset, 0.0)
    return [round(onset, 3), round(duration, 3), int(pitch), who == b"heard"]


def _knobs_and_thumbs(content: bytes) -> tuple[dict[str, Any], dict[int, bool]]:
    params: dict[str, Any] = {}
    thumbs: dict[int, bool] = {}
    for line in _KNOBS_AND_THUMBS.findall(content):
        try:
            entry = decode(line)
        except ValueError:
            # A line cut short by a crash.
            continue
        match entry:
            case Command(_, _, changes):
                params.update(changes)
            case Rated(_, answer, is_good):
                thumbs[answer] = is_good
    return params, thumbs
