"""What a note on the stage has to tell: its name, who played it, where it comes from.

Knows words for notes and intervals; knows no widget and no place on the screen.
"""

from PyQt6.QtCore import QCoreApplication

from antiphon_app.session import StageNote
from antiphon_models.improviser import Source
from antiphon_models.music.pitch import pitch_name

INTERVALS = (
    *("", "a semitone", "a tone", "a minor third", "a major third", "a fourth", "a tritone"),
    *("a fifth", "a minor sixth", "a major sixth", "a minor seventh", "a major seventh"),
)
OCTAVES = ("", "an octave", "two octaves", "three octaves", "four octaves")


def note_tip(note: StageNote, first_onset: float) -> str:
    """Return the lines for `note`; times are told from `first_onset`, the first note heard."""
    who = _tr("You") if note.is_player else "Antiphon"
    lines = [_tr("{0}, {1}, velocity {2}").format(pitch_name(note.pitch), who, note.velocity)]
    if note.source is not None:
        lines += source_lines(note.source, first_onset)
    return "\n".join(lines)


def source_lines(source: Source, first_onset: float) -> list[str]:
    """Return where a note of the machine's came from and how sure the network was of it."""
    sure = _tr("The network gave it {0}.").format(share(source.probability))
    if source.kind == "network":
        return [sure]
    matched = _tr("{0} notes matched.").format(source.match_length)
    if source.piece:
        moved = transposed(source.transposition, _tr("as it is there"))
        if source.position < 0:
            # A dictionary of motifs says what comes next, and no place where it once did.
            return [_tr("From “{0}”, {1}; {2}").format(source.piece, moved, matched), sure]
        place = _tr("From “{0}”, at {1}, {2}; {3}")
        return [place.format(source.piece, minutes(source.onset), moved, matched), sure]
    begun = minutes(source.onset - first_onset)
    moved = transposed(source.transposition)
    return [_tr("Your phrase from {0}, {1}; {2}").format(begun, moved, matched), sure]


def transposed(semitones: int, unmoved: str = "") -> str:
    """Return the interval in words: 3 is "up a minor third", -12 "down an octave"."""
    octaves, rest = divmod(abs(semitones), 12)
    whole = OCTAVES[min(octaves, len(OCTAVES) - 1)]
    words = [_tr(part) for part in (whole, INTERVALS[rest]) if part]
    if not words:
        return unmoved or _tr("as you played it")
    distance = _tr(" and ").join(words)
    return (_tr("up {0}") if semitones > 0 else _tr("down {0}")).format(distance)


def minutes(seconds: float) -> str:
    """Return a time in minutes and seconds: 42.4 is "0:42"."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def share(probability: float) -> str:
    """Return a probability in per cent; what would be rounded to nothing is "under 1 %"."""
    percent = 100 * probability
    return _tr("under 1 %") if percent < 1 else f"{percent:.0f} %"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PianoRoll", text)
