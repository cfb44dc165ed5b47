from random import Random

from antiphon_engine.core.limit import Limit
from antiphon_engine.core.line import Line
from antiphon_engine.core.responder import Responder
from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import Note
from fakes import ScriptedMind, proposals

KNOBS = Params()
LOWER = changed(KNOBS, {"transpose": -12})
PHRASE = [Note(60, 80, 0.0, 0.4)]


class Counting(ScriptedMind):
    """A scripted mind all whose forks count how often they are asked together."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [0]

    def propose(self, params, rng, ioi=None):
        self.asked[0] += 1
        # Where a line stands is how many notes its fork has played.
        self.position = len(self.played)
        return super().propose(params, rng, ioi)

    def fork(self):
        copy = Counting(self.script)
        copy.played, copy.asked = list(self.played), self.asked
        return copy


def line_of(mind, notes=5):
    def start():
        return Responder(mind.fork(), Random(1), Limit(notes=notes), phrase=PHRASE, last_onset=0.0)

    return Line(start, KNOBS, "1:1")


def drafted(mind, count):
    line = line_of(mind)
    for _ in range(count):
        line.draft_note(1.0)
    return line


def said(line, params=KNOBS, count=20):
    notes = []
    while len(notes) < count and (planned := line.next_note(params, None if notes else 1.0)):
        notes.append((planned.note.pitch, round(planned.note.onset, 6)))
    return notes


def test_a_line_that_was_drafted_is_the_line_that_would_have_been_made_live():
    live = said(line_of(Counting(proposals(72, 74, 76, 77, 79))))
    assert live == [(72, 1.0), (74, 1.25), (76, 1.5), (77, 1.75), (79, 2.0)]
    for count in (1, 3, 6):
        assert said(drafted(Counting(proposals(72, 74, 76, 77, 79)), count)) == live


def test_what_is_drafted_is_not_thought_of_again():
    mind = Counting(proposals(72, 74, 76, 77, 79))
    line = drafted(mind, 6)
    assert line.is_drafted
    before = mind.asked[0]
    said(line)
    assert mind.asked[0] == before


def test_a_knob_that_is_turned_acts_from_the_next_note_on():
    line = drafted(Counting(proposals(72, 74, 76, 77, 79)), 6)
    assert said(line, count=2) == [(72, 1.0), (74, 1.25)]
    rest = []
    while planned := line.next_note(LOWER):
        rest.append((planned.note.pitch, round(planned.note.onset, 6)))
    assert rest == [(64, 1.5), (65, 1.75), (67, 2.0)]
