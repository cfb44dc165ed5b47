"""Each of the papers' systems with a player who does everything at once, on a manual clock."""

import math
from random import Random

import pytest

from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Command, Entry, Sent
from antiphon_engine.lesson import Lesson
from antiphon_engine.offline import perform
from antiphon_engine.params import Params
from antiphon_engine.session_start import load_mind
from antiphon_models.systems.catalogue import NAMES, PAPERS

KNOBS: dict[str, list[float | int | str]] = {
    "temperature": [0.1, 1.0, 10.0],
    "adaptive_temperature": [0.0, 1.0],
    "motif_threshold": [0.0, 0.5, 1.0],
    "rest_weight": [0.0, 0.9, 2.0],
    "longest_rest": [0.1, 1.0, 4.0],
    "density": [0.25, 1.0, 4.0],
    "scale_lock": ["off", "auto", "major"],
    "register": [0, 7, 48],
    "tempo_bpm": [40.0, 120.0, 240.0],
    "mode": ["answer", "duet", "solo"],
    "answer_length": ["match", "1 note", "32 notes", "2 bars"],
    "quantise": [0.0, 1.0],
    "candidates": [1, 8],
    "barge_in": ["yield", "overlap"],
}


def wild(seed: int, model: str, seconds: float = 40.0) -> list[MidiEvent | Command | Lesson]:
    """What a player does who strikes chords, holds keys, falls silent and turns every knob."""
    rng = Random(f"{model}/{seed}")
    time, told = 0.0, [Command(0.0, "set_params", {"model": model})]
    events: list[MidiEvent | Command | Lesson] = [*told]
    while time < seconds:
        time += rng.choice([0.0, 0.03, 0.12, 0.25, 0.25, 0.5, 3.0])
        if rng.random() < 0.1:
            knob = rng.choice(list(KNOBS))
            events.append(Command(time, "set_params", {knob: rng.choice(KNOBS[knob])}))
        if rng.random() < 0.02:
            name = rng.choice(["again", "more", "else", "undo", "forget", "panic"])
            events.append(Command(time, name))  # type: ignore[arg-type]
        for _ in range(rng.choice([1, 1, 1, 4])):
            pitch = rng.choice([0, 127, *range(40, 90)])
            events.append(NoteOn(time, 0, pitch, rng.randint(1, 127)))
            if rng.random() < 0.95:
                events.append(NoteOff(time + rng.choice([0.02, 0.2, 1.0]), 0, pitch))
    return sorted(events, key=lambda event: event.time)


def sent(entries: list[Entry]) -> list[NoteOn | NoteOff]:
    found = [entry.event for entry in entries if isinstance(entry, Sent)]
    return [event for event in found if isinstance(event, NoteOn | NoteOff)]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("model", NAMES)
def test_it_answers_whatever_happens_and_no_note_hangs(model: str, seed: int) -> None:
    events = sent(perform(Performer(load_mind(), Params(), seed), wild(seed, model), tail=5.0))
    ons = [event for event in events if isinstance(event, NoteOn)]
    assert len(ons) >= 10
    assert all(0 <= on.pitch <= 127 and 1 <= on.velocity <= 127 for on in ons)
    assert all(math.isfinite(event.time) for event in events)
    sounding: set[int] = set()
    for event in sorted(events, key=lambda event: (event.time, isinstance(event, NoteOn))):
        if isinstance(event, NoteOn):
            sounding.add(event.pitch)
        else:
            sounding.discard(event.pitch)
    assert sounding == set()


@pytest.mark.parametrize("model", NAMES)
def test_the_same_seed_plays_the_same_notes_and_another_does_not(model: str) -> None:
    def played(seed: int) -> list[NoteOn | NoteOff]:
        return sent(perform(Performer(load_mind(), Params(), seed), wild(9, model, 15.0), 2.0))

    assert played(1) == played(1) != played(2)


@pytest.mark.parametrize("model", [system.name for system in PAPERS])
def test_it_says_something_of_its_own(model: str) -> None:
    own = Performer(load_mind(), Params(), 1)
    other = Performer(load_mind(), Params(), 1)
    script = wild(5, model, 15.0)
    assert sent(perform(own, script[1:], 2.0)) != sent(perform(other, script, 2.0))
