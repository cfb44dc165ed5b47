"""Short ways to write music down in tests."""

from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.music.pitch import pitch_named


def phrase(text: str, *, onset: float = 0.0, beat: float = 0.5, velocity: int = 80) -> list[Note]:
    """Return the notes of `text`, such as "C4:1 E4+G4:2 r:1 C5": pitches and beats, r for a rest.

    Notes that sound together are joined by +; one beat, `beat` seconds long, goes without saying.
    """
    notes = []
    for word in text.split():
        pitches, _, beats = word.partition(":")
        duration = float(beats or 1) * beat
        if pitches != "r":
            notes += [
                Note(pitch_named(name), velocity, onset, duration) for name in pitches.split("+")
            ]
        onset += duration
    return notes


def line(pitches: list[int], *, onset: float = 0.0, ioi: float = 0.25) -> list[Note]:
    """Return one note a pitch, `ioi` seconds apart and sounding all that time."""
    return [Note(pitch, 80, onset + ioi * number, ioi) for number, pitch in enumerate(pitches)]


def context_of(notes: list[Note]) -> Context:
    """Return the context once `notes` have sounded."""
    context = Context()
    for note in notes:
        context = context.after(note.pitch)
    return context
