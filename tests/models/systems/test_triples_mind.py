"""The mind on papers/002's system: what each knob does to it, and that nothing throws it."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import log2
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import Note
from antiphon_models.music.repetition import longest_loop
from antiphon_models.music.scale import scale_pitch_classes
from antiphon_models.runtime.triples import fold
from antiphon_models.runtime.triples_window import WindowedEnsemble
from antiphon_models.systems.triples_mind import LARGEST_CHORD, TriplesMind, load_mind
from antiphon_models.weights_file import WeightsError
from small_triples import SMALL, members, speaking, write_small

CALL = [Note(pitch, 60 + pitch % 12, 0.25 * n, 0.2) for n, pitch in enumerate([60, 64, 67, 72] * 3)]
PLAIN = {"rest_weight": 1.0, "longest_rest": 4.0}


def always(step, duration):
    """A mind whose networks say these times, whatever they hear."""
    networks = [fold(speaking(step, duration, seed), SMALL) for seed in range(2)]
    return TriplesMind(WindowedEnsemble(networks), "small")


def primed(mind=None, call=CALL):
    mind = mind or TriplesMind(WindowedEnsemble(members(3)), "small")
    for note in call:
        mind.hear(replace(note, duration=0.0))
        mind.release(note)
    return mind


def set_off(mind):
    """The mind after a single note: there is no pace of the player's to be held to."""
    return primed(mind, [CALL[-1]])


def answer(mind, count=32, seed=1, **params):
    """What a fork of the mind proposes, played as it goes along."""
    fork, rng, knobs = mind.fork(), Random(seed), changed(Params(), params)
    proposals, now = [], CALL[-1].onset
    for _ in range(count):
        proposals.append(fork.propose(knobs, rng))
        now += proposals[-1].ioi
        fork.play(Note(proposals[-1].pitch, proposals[-1].velocity, now, proposals[-1].duration))
    return proposals


def answers(count=12, **params):
    mind = primed()
    return [proposal for seed in range(count) for proposal in answer(mind, seed=seed, **params)]


def entropy(proposals):
    counts = Counter(proposal.pitch for proposal in proposals)
    return -sum(n / counts.total() * log2(n / counts.total()) for n in counts.values())


def test_the_same_dice_give_the_same_answer_and_others_another():
    mind = primed()
    assert answer(mind) == answer(mind)
    assert answer(mind, seed=2) != answer(mind)


def test_temperature_makes_the_pitches_more_various():
    found = [entropy(answers(temperature=t, register=48)) for t in (0.1, 0.4, 1.0, 10.0)]
    assert all(low < high for low, high in pairwise(found))


def test_temperature_leaves_steps_and_durations_as_the_networks_say():
    mind = set_off(always(0.3, 0.2))
    hot = answer(mind, temperature=10.0, **PLAIN)
    assert {round(p.ioi, 6) for p in hot} == {0.3}
    assert {round(p.duration, 6) for p in hot} == {0.2}


def test_the_rest_weight_scales_the_silences():
    def steps(weight):
        mind = set_off(always(1.0, 0.2))
        return {round(p.ioi, 6) for p in answer(mind, rest_weight=weight, longest_rest=4.0)}

    # A note sounds for 0.2 s, and 0.8 s are silent; the least is what parts two notes.
    assert steps(1.0) == {1.0}
    assert steps(0.5) == {0.6}
    assert steps(2.0) == {1.8}
    assert steps(0.0) == {0.3}


def test_no_silence_is_longer_than_the_longest_rest():
    found = answer(set_off(always(3.5, 0.5)), rest_weight=1.0, longest_rest=1.0)
    assert {round(p.ioi, 6) for p in found} <= {1.5, 1.2}


def test_density_makes_it_as_many_times_faster_and_does_not_run_away():
    for density in (0.25, 0.5, 2.0, 4.0):
        found = answer(set_off(always(0.4, 0.2)), 60, density=density, **PLAIN)
        assert {round(p.ioi, 6) for p in found} == {round(0.4 / density, 6)}
        assert {round(p.duration, 6) for p in found} == {round(0.2 / density, 6)}


def test_a_line_is_held_to_the_players_pace():
    # Networks that say these times whatever they hear would drag, or hurry; they are met halfway.
    for said, halfway in ((0.4, 0.316), (0.18, 0.212)):
        iois = [p.ioi for p in answer(primed(always(said, 0.2)), 60, **PLAIN)]
        assert iois[0] == pytest.approx(said)
        assert iois[-1] == pytest.approx(halfway, abs=0.002)


def test_a_silence_between_turns_is_heard_as_no_longer_than_a_usual_ioi():
    def after(silence):
        later = [replace(note, onset=note.onset + silence * (n > 5)) for n, note in enumerate(CALL)]
        return primed(call=later).expect(Params())

    assert after(0.1) != after(0.2)
    assert after(2.0) == after(60.0)


def test_the_networks_hear_their_own_notes_at_their_own_pace():
    fast, slow = (primed() for _ in range(2))
    fast.adopt(Params(density=2.0))
    slow.adopt(Params())
    fast.play(Note(60, 80, 2.95, 0.25))
    slow.play(Note(60, 80, 3.15, 0.5))
    assert fast.expect(Params()) == slow.expect(Params())


def test_networks_that_say_step_zero_for_ever_make_chords_and_go_on():
    found = answer(primed(always(0.0, 0.2)), 60, **PLAIN)
    onsets = [i for i, p in enumerate(found) if p.ioi > 0.02]
    assert all(after - before <= LARGEST_CHORD for before, after in pairwise(onsets))
    assert len(onsets) >= 8
    for begin, end in pairwise(onsets):
        chord = [p.pitch for p in found[begin:end]]
        assert len(set(chord)) == len(chord)


def test_a_chord_in_a_register_of_one_note_is_one_note():
    mind = primed(always(0.0, 0.2), [CALL[0]])
    found = answer(mind, 10, register=0, **PLAIN)
    assert {p.pitch for p in found} == {60}
    assert all(p.ioi > 0.02 for p in found)


def test_a_given_onset_is_kept():
    assert primed().fork().propose(Params(), Random(1), ioi=3.25).ioi == 3.25


def test_loudness_is_the_players():
    heard = {note.velocity for note in CALL}
    assert {p.velocity for p in answers(4)} == heard


def test_a_length_counts_as_soon_as_it_is_known():
    mind, other = primed(), primed()
    for each in (mind, other):
        each.hear(Note(65, 80, 3.0))
    before = mind.expect(Params())
    assert before == other.expect(Params())
    mind.release(Note(65, 80, 3.0, 2.0))
    assert mind.expect(Params()) != before


def test_only_the_last_25_notes_count():
    longer = [Note(50 + n % 26, 99, -100.0 + n, 0.5) for n in range(50)]
    recent = [Note(50 + n, 80, 0.25 * n, 0.2) for n in range(26)]
    with_more = primed(call=longer + recent)
    without = primed(call=recent)
    # The first step of the window is from the note before, which both have heard.
    assert with_more.expect(Params(register=48)) == without.expect(Params(register=48))


@pytest.mark.parametrize(("scale", "root"), [("minor pentatonic", "D"), ("major", "F#")])
def test_a_scale_lock_is_kept(scale, root):
    found = answers(4, scale_lock=scale, scale_root=root, temperature=3.0)
    assert {p.pitch % 12 for p in found} <= scale_pitch_classes(root, scale)


def test_the_register_is_kept():
    found = answers(4, register=0, temperature=10.0)
    assert {60, 72} >= {min(p.pitch for p in found), max(p.pitch for p in found)}


def test_it_goes_round_in_no_circle_at_the_lowest_temperature():
    pitches = [p.pitch for p in answer(primed(always(0.3, 0.2)), 300, temperature=0.1)]
    assert longest_loop(pitches) < 60


def test_what_is_expected_is_a_distribution_and_the_mind_stays_as_it_was():
    mind = primed()
    before = answer(mind)
    assert sum(mind.expect(Params())) == pytest.approx(1.0)
    assert answer(mind) == before


def test_a_fork_leaves_the_mind_as_it_was_and_forgetting_all_of_it():
    mind = primed()
    before = answer(mind)
    answer(mind, seed=5, density=4.0)
    assert answer(mind) == before
    mind.forget()
    assert answer(mind) == answer(TriplesMind(WindowedEnsemble(members(3)), "small"))


def test_it_cannot_tell_where_a_phrase_closes():
    assert primed().closing() == 0.0


sounded = st.tuples(
    st.integers(0, 127),
    st.integers(1, 127),
    st.sampled_from([0.0, 0.004, 0.1, 0.5, 3.0, 600.0]),
    st.sampled_from([0.01, 0.2, 90.0]),
    st.sampled_from(["heard", "held", "own"]),
)
knobs = st.fixed_dictionaries(
    {
        "temperature": st.sampled_from([0.1, 1.0, 10.0]),
        "adaptive_temperature": st.sampled_from([0.0, 1.0]),
        "rest_weight": st.sampled_from([0.0, 2.0]),
        "register": st.sampled_from([0, 7, 48]),
        "scale_lock": st.sampled_from(["off", "minor pentatonic"]),
        "density": st.sampled_from([0.25, 1.0, 4.0]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(sounded, max_size=20), knobs, st.sampled_from([None, 0.0, 0.01, 2.0]))
def test_whatever_sounds_the_answer_is_notes(played, knobs, ioi):
    mind, now, rng = TriplesMind(WindowedEnsemble(members(2)), "small"), 0.0, Random(1)
    params = changed(Params(), knobs)
    mind.adopt(params)
    for pitch, velocity, gap, duration, how in played:
        now += gap
        if how == "own":
            mind.play(Note(pitch, velocity, now, duration))
            continue
        mind.hear(Note(pitch, velocity, now))
        if how == "heard":
            mind.release(Note(pitch, velocity, now, duration))
    for place in range(12):
        proposal = mind.fork().propose(params, rng, ioi if place == 0 else None)
        note = Note(proposal.pitch, proposal.velocity, now + proposal.ioi, proposal.duration)
        assert proposal.ioi >= 0.0
        assert note.duration > 0.0
        mind.play(note)
        now = note.onset


def test_weights_are_loaded_from_a_file_and_named(tmp_path):
    mind = load_mind(write_small(tmp_path / "triples.safetensors"))
    assert mind.name.startswith("triples-")
    assert len(answer(primed(mind))) == 32
    (tmp_path / "broken.safetensors").write_bytes(b"PK")
    with pytest.raises(WeightsError, match="zip archive"):
        load_mind(tmp_path / "broken.safetensors")
