"""Several minds as one: who hears, who answers, and what a mind knows when it is called upon."""

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from antiphon_engine.params import Params
from antiphon_models.improviser import SamplingParams
from antiphon_models.music.motif import interval_byte
from antiphon_models.music.notes import Note
from antiphon_models.systems.company import HEARD_AGAIN, Company, Guests
from antiphon_models.training_runs import training_runs
from builders import line
from fakes import ScriptedMind, proposals

OWN = Params()
MOTIF = Params(model="motif")


@dataclass
class Troupe:
    """A company of a host that plays C5 and a guest that plays C3."""

    host: ScriptedMind
    guest: ScriptedMind
    company: Company


def troupe() -> Troupe:
    host, guest = ScriptedMind(proposals(72)), ScriptedMind(proposals(48))
    return Troupe(host, guest, Company(host, Guests({"motif": guest})))


def proposed(company: Company, params: Params) -> int:
    return company.propose(params, Random(1)).pitch


def test_antiphons_own_mind_answers_until_another_is_called_upon() -> None:
    company = troupe().company
    company.adopt(OWN)
    assert proposed(company, OWN) == 72
    company.adopt(MOTIF)
    assert proposed(company, MOTIF) == 48
    company.adopt(OWN)
    assert proposed(company, OWN) == 72


def test_a_model_that_is_not_there_leaves_antiphons_own_mind_to_answer() -> None:
    company = troupe().company
    company.adopt(Params(model="vrash"))
    assert proposed(company, Params(model="vrash")) == 72


def test_the_host_hears_whoever_answers_and_the_guest_only_while_it_does() -> None:
    the = troupe()
    first, second, third = line([60, 62, 64])
    the.company.hear(first)
    the.company.adopt(MOTIF)
    the.company.hear(second)
    the.company.adopt(OWN)
    the.company.hear(third)
    assert the.host.heard == [first, second, third]
    assert the.guest.heard == [first, second]


def test_a_mind_that_is_called_upon_hears_the_last_notes_again_with_their_durations() -> None:
    the = troupe()
    note = Note(60, 80, 0.0, 0.0)
    the.company.hear(note)
    the.company.release(replace(note, duration=0.5))
    the.company.play(Note(67, 80, 1.0, 0.25))
    held = Note(62, 80, 2.0, 0.0)
    the.company.hear(held)
    the.company.adopt(MOTIF)
    assert the.guest.heard == [replace(note, duration=0.5), held]
    assert the.guest.released == [replace(note, duration=0.5)]
    assert the.guest.played == [Note(67, 80, 1.0, 0.25)]


def test_no_more_notes_are_heard_again_than_can_be_without_delay() -> None:
    the = troupe()
    notes = line([60 + n % 12 for n in range(HEARD_AGAIN + 5)])
    for note in notes:
        the.company.hear(note)
    the.company.adopt(MOTIF)
    assert the.guest.heard == notes[5:]


def test_turning_another_knob_does_not_call_upon_the_mind_anew() -> None:
    the = troupe()
    the.company.adopt(MOTIF)
    the.company.hear(line([60])[0])
    the.company.adopt(replace(MOTIF, temperature=2.0))
    assert len(the.guest.heard) == 1
    assert the.guest.adopted[-1].temperature == 2.0


def test_the_host_learns_what_a_guest_has_played_before_it_hears_on() -> None:
    the = troupe()
    the.company.adopt(MOTIF)
    played, heard = line([48, 60])
    the.company.play(played)
    assert the.host.played == []
    the.company.hear(heard)
    assert the.host.played == [played]
    the.company.play(played)
    the.company.adopt(OWN)
    assert the.host.played == [played, played]


def test_a_fork_answers_as_its_company_and_what_it_plays_is_its_own() -> None:
    the = troupe()
    the.company.adopt(MOTIF)
    fork = the.company.fork()
    fork.play(line([48])[0])
    assert proposed(fork, MOTIF) == 48
    assert the.guest.played == []
    the.company.hear(line([60])[0])
    assert the.host.played == []


def test_what_is_forgotten_is_not_heard_again() -> None:
    the = troupe()
    the.company.hear(line([60])[0])
    the.company.forget()
    the.company.adopt(MOTIF)
    assert the.guest.heard == []


def test_it_tells_what_it_can_speak_with() -> None:
    spoken = Company(ScriptedMind(), Guests({"motif": ScriptedMind()}, ("x: damaged",))).repertoire
    assert spoken.styles == ("any", "jazz")
    assert spoken.models == ("antiphon", "motif")
    assert spoken.voices == {"motif": "scripted"}
    assert spoken.faults == ("x: damaged",)


class Expectant(ScriptedMind):
    """Expects two pitches alike, and proposes what stands in its script."""

    pitches = (64, 50)

    def expect(self, params: SamplingParams) -> list[float]:
        return [0.5 * (pitch in self.pitches) for pitch in range(128)]

    def fork(self) -> "Expectant":
        raise NotImplementedError


def test_a_guest_that_would_recite_plays_another_pitch_that_it_expects() -> None:
    known = [60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67, 65, 64]
    run = bytes(interval_byte(before, after) for before, after in pairwise(known))
    host, guest = ScriptedMind(), Expectant(proposals(64))
    host.training = training_runs([run])
    company = Company(host, Guests({"motif": guest}))
    company.adopt(MOTIF)
    for note in line(known[:-1]):
        company.play(note)
    assert {company.propose(MOTIF, Random(seed)).pitch for seed in range(9)} == {50}
    company.hear(line([40])[0])
    for note in line(known[1:-1]):
        company.play(note)
    assert proposed(company, MOTIF) == 64


def test_a_guest_that_can_only_recite_is_let_through() -> None:
    host, guest = ScriptedMind(), Expectant(proposals(60))
    guest.pitches = (60, 60)
    host.training = training_runs([bytes([interval_byte(60, 60)] * 12)])
    company = Company(host, Guests({"motif": guest}))
    company.adopt(MOTIF)
    for note in line([60] * 12):
        company.play(note)
    assert proposed(company, MOTIF) == 60
