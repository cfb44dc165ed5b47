from itertools import pairwise
from random import Random
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_engine.params import Params
from antiphon_models.music.notes import Note
from antiphon_models.music.scale import scale_pitch_classes
from antiphon_models.systems.grid_mind import GridMind, load_mind
from antiphon_models.weights_file import WeightsError
from builders import phrase
from grid_networks import following_grid, random_grid

SIXTEENTH = 0.125
WEIGHTS = random_grid()
# C D E F and back, a quarter each.
QUARTERS = following_grid(
    {
        "60": {"_": 0.75, "62": 0.25},
        "62": {"_": 0.75, "64": 0.25},
        "64": {"_": 0.75, "65": 0.25},
        "65": {"_": 0.75, "60": 0.25},
        "_": {"_": 0.5, "64": 0.25, "r": 0.125, "/": 0.125},
        "r": {"_": 0.5, "60": 0.5},
    }
)
TUNE = phrase("C4:2 E4 G4 F4 E4 D4 C4:2 E4 G4 C4:2")


def hear(mind, notes):
    for note in notes:
        mind.hear(Note(note.pitch, note.velocity, note.onset))
        mind.release(note)
    return mind


def answer(mind, count, params=None, *, rng=None, ioi=0.5, after=TUNE):
    """Return the notes of an answer to `after` that is played just as it is proposed."""
    params, rng = params or Params(), rng or Random(1)
    onset = after[-1].onset if after else 0.0
    notes = []
    for _ in range(count):
        proposal = mind.propose(params, rng, ioi)
        onset += proposal.ioi
        notes.append(Note(proposal.pitch, proposal.velocity, onset, proposal.duration))
        mind.play(notes[-1])
        ioi = None
    return notes


def said(mind):
    return list(mind.expect(Params()))


def test_an_answer_keeps_to_the_sixteenths_of_the_tempo_from_its_first_note_on() -> None:
    mind = hear(GridMind(WEIGHTS), TUNE)
    answered = answer(mind, 24, Params(tempo_bpm=90.0), ioi=0.777)
    sixteenth = 60 / 90 / 4
    assert answered[0].onset == pytest.approx(TUNE[-1].onset + 0.777)
    slots = [(note.onset - answered[0].onset) / sixteenth for note in answered]
    lengths = [note.duration / sixteenth for note in answered]
    assert slots == pytest.approx([round(slot) for slot in slots])
    assert lengths == pytest.approx([round(length) for length in lengths])
    assert all(length >= 1 for length in lengths)
    assert all(later > earlier for earlier, later in pairwise(slots))


def test_a_player_in_another_time_than_the_knobs_is_answered_in_his() -> None:
    own = 60 / 100 / 4
    slower = [Note(note.pitch, 80, note.onset * 1.2, note.duration * 1.2) for note in TUNE]
    mind = GridMind(QUARTERS)
    mind.adopt(Params(tempo_bpm=120.0))
    answered = answer(hear(mind, slower), 12, Params(tempo_bpm=120.0), ioi=4 * own, after=slower)
    slots = [(note.onset - answered[0].onset) / own for note in answered]
    assert slots == pytest.approx([round(slot) for slot in slots], abs=0.05)


def test_the_players_time_is_forgotten_with_the_player() -> None:
    mind = GridMind(WEIGHTS)
    as_new = said(hear(mind.fork(), TUNE[:3]))
    hear(mind, [Note(note.pitch, 80, note.onset * 1.2, note.duration) for note in TUNE])
    mind.forget()
    assert said(hear(mind, TUNE[:3])) == as_new


def test_no_note_sounds_into_the_next() -> None:
    mind = hear(GridMind(WEIGHTS), TUNE)
    notes = answer(mind, 40)
    for note, following in pairwise(notes):
        assert note.offset <= following.onset + 1e-9


def test_the_first_note_of_all_needs_nothing_heard() -> None:
    [note] = answer(GridMind(WEIGHTS), 1, after=[])
    assert note.onset == 0.5
    assert 48 <= note.pitch <= 84
    assert GridMind(WEIGHTS).propose(Params(), Random(1)).ioi == 0.0


def test_what_was_proposed_and_not_played_leaves_no_trace() -> None:
    mind, other = (hear(GridMind(WEIGHTS), TUNE) for _ in range(2))
    for seed in range(5):
        mind.propose(Params(), Random(seed), 0.5)
        mind.propose(Params(), Random(seed))
    assert answer(mind, 8) == answer(other, 8)
    mind.propose(Params(), Random(9))
    for one in (mind, other):
        one.hear(Note(62, 80, 20.0))
    assert said(mind) == said(other)


def test_a_note_played_otherwise_than_proposed_is_heard_as_it_was_played() -> None:
    mind, other = (hear(GridMind(WEIGHTS), TUNE) for _ in range(2))
    proposal = mind.propose(Params(), Random(1), 0.5)
    played = Note(proposal.pitch + 2, 80, TUNE[-1].onset + 1.0, 0.25)
    mind.play(played)
    other.play(played)
    assert said(mind) == said(other)
    assert answer(mind, 6) == answer(other, 6)


def test_a_note_played_as_proposed_goes_on_from_what_was_drawn() -> None:
    # One answer in a fork that drew it, one in the mind itself, which hears it sound: the same
    # symbols have been stepped as soon as the next note is known.
    mind = hear(GridMind(WEIGHTS), TUNE)
    fork = mind.fork()
    drawn = answer(fork, 5)
    for note in drawn:
        mind.play(note)
    for one in (mind, fork):
        one.hear(Note(62, 80, drawn[-1].offset + 0.25))
    assert said(mind) == pytest.approx(said(fork), abs=1e-6)


def test_a_fork_leaves_the_mind_as_it_was_and_the_same_dice_throw_the_same_answer() -> None:
    mind = hear(GridMind(WEIGHTS), TUNE)
    before = said(mind)
    first, again = (answer(mind.fork(), 12) for _ in range(2))
    assert first == again
    assert said(mind) == before
    assert answer(mind.fork(), 12, rng=Random(2)) != first


def test_the_answer_is_in_the_players_key() -> None:
    # In E flat the network's C D E F are Eb F G Ab.
    heard = phrase("Eb4:2 G4 Bb4 Ab4 G4 F4 Eb4:2 G4 Bb4 Eb4:2")
    sung = ("60", "62", "64", "65")
    chances = {"_": dict.fromkeys(sung, 0.25)} | {symbol: {"_": 1.0} for symbol in sung}
    answered = answer(hear(GridMind(following_grid(chances)), heard), 30, after=heard)
    assert {note.pitch for note in answered} == {63, 65, 67, 68}


def test_forgotten_it_is_as_new() -> None:
    mind = hear(GridMind(WEIGHTS), phrase("Eb4:2 G4 Bb4 Ab4 G4 F4 Eb4:2"))
    mind.propose(Params(), Random(1), 0.5)
    mind.forget()
    assert said(mind) == said(GridMind(WEIGHTS))
    assert answer(mind, 6, after=[]) == answer(GridMind(WEIGHTS), 6, after=[])


def test_another_tempo_hears_the_last_notes_on_its_own_grid() -> None:
    short = phrase("C4 E4 G4:2")
    mind, fast = GridMind(WEIGHTS), GridMind(WEIGHTS)
    fast.adopt(Params(tempo_bpm=150.0))
    hear(mind, short)
    hear(fast, short)
    before = said(mind)
    mind.adopt(Params(tempo_bpm=120.0))
    assert said(mind) == before
    mind.adopt(Params(tempo_bpm=150.0))
    assert said(mind) != before
    assert said(mind) == pytest.approx(said(fast))


def test_what_is_expected_is_a_distribution_over_all_pitches() -> None:
    mind = hear(GridMind(WEIGHTS), TUNE)
    expected = mind.expect(Params())
    assert len(expected) == 128
    assert sum(expected) == pytest.approx(1.0)
    assert min(expected) >= 0.0


def test_what_is_expected_after_quarters_is_the_next_quarter() -> None:
    mind = hear(GridMind(QUARTERS), phrase("C4 D4 C4 D4 C4"))
    assert int(np.argmax(mind.expect(Params()))) == 64


def test_a_note_closes_as_likely_as_a_rest_or_the_end_comes_after_it() -> None:
    mind = GridMind(QUARTERS)
    assert mind.closing() == 0.0
    mind.hear(Note(60, 80, 0.0))
    # After 60 there is neither rest nor end.
    assert mind.closing() == pytest.approx(0.0, abs=1e-6)
    ending = GridMind(following_grid({"60": {"_": 0.5, "62": 0.25, "r": 0.125, "/": 0.125}}))
    ending.hear(Note(60, 80, 0.0))
    # Half of what is no hold.
    assert ending.closing() == pytest.approx(0.5, rel=1e-3)


def test_rests_come_with_their_weight_and_end_with_the_longest() -> None:
    rests = following_grid(
        {
            "60": {"_": 0.4, "r": 0.4, "60": 0.2},
            "_": {"_": 0.6, "r": 0.2, "60": 0.2},
            "r": {"_": 0.9, "60": 0.1},
        }
    )

    def silences(**knobs):
        mind = GridMind(rests)
        hear(mind, TUNE)
        pairs = pairwise(answer(mind, 200, Params(**knobs)))
        return [later.onset - note.offset for note, later in pairs]

    assert max(silences(rest_weight=0.0)) == pytest.approx(0.0, abs=1e-9)
    few, many = silences(rest_weight=0.5), silences(rest_weight=2.0)
    assert mean(gap > 0.01 for gap in few) < mean(gap > 0.01 for gap in many)
    assert max(silences(longest_rest=0.5)) == pytest.approx(0.5)


def test_density_plays_more_notes() -> None:
    def notes_a_second(density):
        notes = answer(GridMind(QUARTERS), 100, Params(density=density), after=[])
        return len(notes) / (notes[-1].onset - notes[0].onset)

    assert notes_a_second(0.5) < notes_a_second(1.0) < notes_a_second(2.0)


def test_a_low_temperature_plays_what_is_likeliest() -> None:
    chances = {"60": 0.7, "62": 0.3}
    likely = following_grid({"60": chances, "62": chances, "_": chances})
    cold, warm = (
        {note.pitch for note in answer(hear(GridMind(likely), TUNE), 40, Params(temperature=t))}
        for t in (0.1, 1.0)
    )
    assert cold == {60}
    assert warm == {60, 62}


def test_the_scale_and_the_register_are_kept_to() -> None:
    params = Params(scale_lock="dorian", scale_root="D", register=3)
    heard = phrase("D4 F4 A4 G4")
    mind = hear(GridMind(WEIGHTS), heard)
    allowed = scale_pitch_classes("D", "dorian")
    for note in answer(mind, 60, params, after=heard):
        assert note.pitch % 12 in allowed
        assert 62 - 3 <= note.pitch <= 69 + 3


def test_it_is_as_loud_as_the_player() -> None:
    heard = phrase("C4 E4 G4 C4", velocity=37)
    mind = hear(GridMind(WEIGHTS), heard)
    assert {note.velocity for note in answer(mind, 3, after=heard)} == {37}


def test_nothing_is_learned_from_what_is_taught() -> None:
    mind = hear(GridMind(WEIGHTS), TUNE)
    before = said(mind)
    mind.unlearn()
    assert said(mind) == before


def test_a_file_that_is_no_network_is_refused(tmp_path) -> None:
    (tmp_path / "grid.safetensors").write_bytes(b"nothing")
    with pytest.raises(WeightsError):
        load_mind(tmp_path / "grid.safetensors")


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["hear", "chord", "release", "propose", "play", "fork", "adopt", "at"]),
        st.integers(0, 127),
        st.floats(0.0, 5.0),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(ACTIONS, st.floats(0.1, 10.0), st.floats(0.0, 1.0), st.floats(20.0, 300.0))
def test_whatever_happens_what_is_proposed_can_be_played(actions, temperature, adaptive, tempo):
    params = Params(temperature=temperature, adaptive_temperature=adaptive, tempo_bpm=tempo)
    mind, rng, now = GridMind(WEIGHTS), Random(1), 0.0
    sounding = []
    for action, pitch, seconds in actions:
        now += 0.0 if action == "chord" else seconds
        if action in ("hear", "chord"):
            sounding.append(Note(pitch, 80, now))
            mind.hear(sounding[-1])
        elif action == "release" and sounding:
            begun = sounding.pop()
            mind.release(Note(begun.pitch, 80, begun.onset, now - begun.onset))
        elif action in ("propose", "at"):
            proposal = mind.propose(params, rng, seconds if action == "at" else None)
            assert proposal.ioi >= 0.0
            assert proposal.duration > 0.0
            assert 0.0 <= proposal.source.probability <= 1.0
            now += proposal.ioi
            mind.play(Note(proposal.pitch, proposal.velocity, now, proposal.duration))
        elif action == "play":
            mind.play(Note(pitch, 80, now, seconds))
        elif action == "fork":
            mind = mind.fork()
        elif action == "adopt":
            mind.adopt(params)
        assert 0.0 <= mind.closing() <= 1.0
    assert sum(mind.expect(params)) == pytest.approx(1.0)
