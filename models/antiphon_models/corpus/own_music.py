"""A musician's own MIDI files as pieces: each voice by itself, drums left out.

Knows files, folders and Antiphon's takes; knows nothing of codecs or training.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from antiphon_models.corpus.midi_tracks import DRUMS, MidiTrack, read_midi_tracks
from antiphon_models.corpus.parallel import in_processes
from antiphon_models.corpus.piece import CorpusError, Piece

STYLE: Final = "mine"
SUFFIXES: Final = (".mid", ".midi", ".smf", ".kar")
# In a take of Antiphon's this track is the musician's; the other one is the machine's.
PLAYER, MACHINE = "Player", "Antiphon"
FEWEST_NOTES: Final = 2


@dataclass(slots=True)
class OwnMusic:
    """What was read: the pieces, how many files they came from, and why others were skipped."""

    pieces: list[Piece] = field(default_factory=list)
    files: int = 0
    skipped: list[str] = field(default_factory=list)

    @property
    def notes(self) -> int:
        """How many notes there are in all pieces."""
        return sum(len(piece.notes) for piece in self.pieces)


def read_own_music(paths: Sequence[Path]) -> OwnMusic:
    """Return the music in files and folders; a file of no use is skipped, and why is kept.

    Folders are looked through to the bottom. A voice that was met before counts once: in
    training and held out at the same time it would make the held-out measure worthless.
    Raises CorpusError where a path does not exist.
    """
    read = OwnMusic()
    met: set[tuple[int, ...]] = set()
    files = list(dict.fromkeys(file.resolve() for file in _files(paths)))
    for path, found in zip(files, in_processes(_voices_or_fault, files, "files"), strict=True):
        new = found if isinstance(found, str) else _unmet(found, met)
        if isinstance(new, str):
            read.skipped.append(f"{path.name}: {new}")
        else:
            read.files += 1
            read.pieces += new
    return read


def _voices_or_fault(path: Path) -> list[Piece] | str:
    try:
        return _voices(path)
    except (OSError, ValueError) as error:
        return str(error)


def _unmet(voices: Sequence[Piece], met: set[tuple[int, ...]]) -> list[Piece] | str:
    new = []
    for voice in voices:
        line = tuple(note.pitch for note in voice.notes)
        if line not in met:
            met.add(line)
            new.append(voice)
    return new or "the same notes as in a file before it"


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
            yield from sorted(file for file in inside if file.is_file())
        elif path.exists():
            yield path
        else:
            raise CorpusError(f"{path} is not there; name MIDI files or folders of them")


def _voices(path: Path) -> list[Piece]:
    tracks = [track for track in read_midi_tracks(path) if track.channel != DRUMS]
    names = {track.name for track in tracks}
    if PLAYER in names:
        tracks = [track for track in tracks if track.name == PLAYER]
    elif MACHINE in names:
        raise ValueError("only Antiphon plays in it")
    long_enough = [track for track in tracks if len(track.notes) >= FEWEST_NOTES]
    if not long_enough:
        raise ValueError("no notes in it but drums" if not tracks else "fewer than two notes")
    return [_piece(path, number, track) for number, track in enumerate(long_enough)]


def _piece(path: Path, number: int, track: MidiTrack) -> Piece:
    return Piece(f"{path.stem}/{number}", STYLE, track.notes, True)
