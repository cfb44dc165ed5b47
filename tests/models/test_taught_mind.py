"""The shipped mind with pieces that it was taught: what it plays of them, and what it tells."""

from random import Random

import pytest

from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Proposal
from antiphon_models.music.stretch import Stretch
from antiphon_models.note_stream_improviser import NoteStreamImproviser, load_improviser
from builders import phrase

TUNE = "D4 F4 A4 G#4 B4 D5 C#5 A#4 F#4 D#4 E4 C4"
ALWAYS = changed(Params(), {"motif_threshold": 1.0, "rest_weight": 1.0})


@pytest.fixture(scope="module")
def shipped() -> NoteStreamImproviser:
    return load_improviser()


@pytest.fixture
def mind(shipped: NoteStreamImproviser) -> NoteStreamImproviser:
    shipped.forget()
    shipped.unlearn()
    return shipped


def teach(mind: NoteStreamImproviser, text: str = TUNE, piece: str = "Blue.mid") -> None:
    mind.learn(Stretch(piece, tuple(phrase(text)), begins_voice=True))


def hear(mind: NoteStreamImproviser, text: str, onset: float = 0.0) -> None:
    for note in phrase(text, onset=onset):
        mind.hear(note)
        mind.release(note)


def first(mind: NoteStreamImproviser, params: Params = ALWAYS) -> Proposal:
    return mind.fork().propose(params, Random(1))


def test_a_phrase_that_begins_like_a_taught_piece_goes_on_like_it(
    mind: NoteStreamImproviser,
) -> None:
    teach(mind)
    hear(mind, "D4 F4 A4 G#4")
    proposal = first(mind)
    assert (proposal.pitch, proposal.ioi, proposal.duration) == (71, 0.5, 0.5)
    assert (proposal.source.kind, proposal.source.piece) == ("motif", "Blue.mid")
    assert (proposal.source.position, proposal.source.onset) == (4, 2.0)


def test_the_players_own_playing_goes_before_a_piece_that_fits_as_well(
    mind: NoteStreamImproviser,
) -> None:
    teach(mind)
    hear(mind, "D4 F4 A4 G4 r:2 D4 F4 A4")
    proposal = first(mind)
    assert (proposal.pitch, proposal.source.piece) == (67, "")


def test_no_place_of_a_piece_is_played_twice_in_an_answer(mind: NoteStreamImproviser) -> None:
    teach(mind, "C4 D4 E4 F4 C4 D4 E4 F4")
    hear(mind, "C4 D4 E4")
    fork, rng, onset, places = mind.fork(), Random(1), 1.0, []
    for _ in range(12):
        proposal = fork.propose(ALWAYS, rng)
        onset += proposal.ioi
        fork.play(phrase("C4", onset=onset)[0])
        hear(fork, "C4 D4 E4", onset=onset + 1.0)
        onset += 3.0
        if proposal.source.piece:
            places.append(proposal.source.position)
    assert len(places) == len(set(places)) > 0


def test_the_window_limits_the_players_playing_and_not_what_was_taught(
    mind: NoteStreamImproviser,
) -> None:
    teach(mind)
    hear(mind, "C3 " * 40 + "D4 F4 A4 G#4")
    assert first(mind, changed(ALWAYS, {"window": 16})).source.piece == "Blue.mid"


def test_forgetting_keeps_what_was_taught_and_unlearning_keeps_what_was_played(
    mind: NoteStreamImproviser,
) -> None:
    teach(mind)
    hear(mind, "C4 D4 E4 F4")
    mind.forget()
    hear(mind, "D4 F4 A4 G#4")
    assert first(mind).source.piece == "Blue.mid"
    mind.unlearn()
    hear(mind, "D4 F4 A4", onset=4.0)
    own = first(mind)
    assert (own.pitch, own.source.piece, own.source.position) == (68, "", 3)


def test_without_what_was_taught_the_same_dice_play_the_same_notes(
    mind: NoteStreamImproviser,
) -> None:
    hear(mind, TUNE)
    before = first(mind)
    teach(mind)
    mind.unlearn()
    assert first(mind) == before
