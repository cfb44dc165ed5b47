"""The mind on papers/003's system: what it encodes, what each knob does, that nothing throws it."""

from collections import Counter
from itertools import pairwise
from math import log2
from random import Random
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_engine.params import Params, changed
from antiphon_models.music.motif import interval_byte
from antiphon_models.music.notes import Note
from antiphon_models.music.repetition import longest_loop
from antiphon_models.music.scale import scale_pitch_classes
from antiphon_models.systems.vrash_mind import VrashMind, load_mind
from antiphon_models.training_runs import LONGEST_COPY, training_runs
from antiphon_models.weights_file import WeightsError
from builders import phrase
from small_vrash import small_weights, write_small

WEIGHTS = small_weights()
TUNE = phrase("C4:2 E4 G4 F4 E4 D4 C4:2 E4 G4 C4:2")


def hear(mind, notes=TUNE):
    for note in notes:
        mind.hear(Note(note.pitch, note.velocity, note.onset))
        mind.release(note)
    return mind


def answer(mind, count=32, *, seed=1, ioi=None, after=TUNE, **params):
    """The notes of an answer to `after` that is played just as it is proposed."""
    knobs, rng, notes = changed(Params(), params), Random(seed), []
    onset = after[-1].onset if after else 0.0
    for _ in range(count):
        proposal = mind.propose(knobs, rng, ioi)
        onset += proposal.ioi
        notes.append(Note(proposal.pitch, proposal.velocity, onset, proposal.duration))
        mind.play(notes[-1])
        ioi = None
    return notes


def answers(count=8, notes=TUNE, **params):
    mind = hear(VrashMind(WEIGHTS), notes)
    forks = [answer(mind.fork(), seed=seed, after=notes, **params) for seed in range(count)]
    return [note for fork in forks for note in fork]


def entropy(notes):
    counts = Counter(note.pitch for note in notes)
    return -sum(n / counts.total() * log2(n / counts.total()) for n in counts.values())


def said(mind, **params):
    return list(mind.expect(changed(Params(), params)))


def test_the_same_dice_give_the_same_answer_and_others_another():
    mind = hear(VrashMind(WEIGHTS))
    assert answer(mind.fork()) == answer(mind.fork())
    assert answer(mind.fork(), seed=2) != answer(mind.fork())


def test_what_was_proposed_and_not_played_leaves_no_trace():
    mind, other = (hear(VrashMind(WEIGHTS)) for _ in range(2))
    for seed in range(5):
        mind.propose(Params(), Random(seed), 0.5)
        mind.propose(Params(), Random(seed))
    assert said(mind) == said(other)
    assert answer(mind) == answer(other)


def test_a_fork_leaves_the_mind_as_it_was():
    mind, other = (hear(VrashMind(WEIGHTS)) for _ in range(2))
    mind.propose(Params(), Random(3))
    fork = mind.fork()
    answer(fork, 5)
    fork.fork().propose(Params(), Random(4))
    assert said(mind) == said(other)
    assert answer(mind) == answer(other)


def test_a_note_played_otherwise_than_proposed_is_heard_as_it_was_played():
    mind, other = (hear(VrashMind(WEIGHTS)) for _ in range(2))
    for one in (mind, other):
        answer(one, 2)
    onset = TUNE[-1].onset + 5.0
    mind.propose(Params(), Random(1), 0.5)
    for one in (mind, other):
        one.play(Note(67, 80, onset, 0.2))
        one.hear(Note(64, 80, onset + 0.5))
    assert said(mind) == said(other)


def test_another_phrase_is_encoded_as_another_latent():
    mind, other = VrashMind(WEIGHTS), VrashMind(WEIGHTS)
    hear(mind)
    hear(other, phrase("C4 C5 C4 C5 B3:3 F4 E4 G4 G4 C4"))
    first = mind.fork().propose(changed(Params(), {"temperature": 0.1}), Random(1), 0.5)
    second = other.fork().propose(changed(Params(), {"temperature": 0.1}), Random(1), 0.5)
    assert said(mind) != said(other)
    assert first.source.probability != second.source.probability


def test_temperature_makes_it_more_various():
    found = [entropy(answers(temperature=value)) for value in (0.1, 0.5, 2.0, 10.0)]
    assert all(low < high for low, high in pairwise(found))


def test_adaptive_temperature_makes_a_sure_network_less_so():
    assert entropy(answers(temperature=0.2)) < entropy(
        answers(temperature=0.2, adaptive_temperature=1.0)
    )


def test_the_register_and_the_scale_are_kept_to():
    low = [Note(note.pitch - 24, 80, note.onset, note.duration) for note in TUNE]
    played = {note.pitch for note in answers(notes=low, register=2, temperature=3.0)}
    assert played <= set(range(34, 46))
    assert len(played) > 6
    locked = {n.pitch % 12 for n in answers(scale_lock="major", scale_root="C", temperature=3.0)}
    assert locked <= scale_pitch_classes("C", "major")


@pytest.mark.parametrize("pitch", [0, 3, 124, 127])
def test_it_stays_on_the_keyboard_however_far_out_the_player_is(pitch):
    notes = [Note(pitch, 80, 0.25 * place, 0.2) for place in range(6)]
    assert all(0 <= note.pitch <= 127 for note in answers(2, notes, register=24, temperature=10.0))


def test_delays_are_multiples_of_the_players_median_pause():
    slow = [Note(n.pitch, n.velocity, 1.5 * n.onset, 1.5 * n.duration) for n in TUNE]
    unit = median(later.onset - earlier.onset for earlier, later in pairwise(slow))
    iois = [b.onset - a.onset for a, b in pairwise(answer(hear(VrashMind(WEIGHTS), slow)))]
    thirds = [24 * ioi / unit for ioi in iois]
    assert thirds == pytest.approx([round(third) for third in thirds], abs=1e-6)


def test_notes_are_as_detached_as_the_players():
    staccato = [Note(n.pitch, 80, n.onset, 0.4 * n.duration) for n in TUNE]
    legato = [Note(n.pitch, 80, n.onset, n.duration) for n in TUNE]
    for notes, share in [(staccato, 0.4), (legato, 1.0)]:
        played = answer(hear(VrashMind(WEIGHTS), notes), after=notes)
        shares = [a.duration / (b.onset - a.onset) for a, b in pairwise(played)]
        assert max(shares) == pytest.approx(share)


def silence(notes):
    return sum(max(b.onset - a.offset, 0.0) for a, b in pairwise(notes))


def test_rest_weight_lets_rests_come_and_longest_rest_bounds_them():
    found = [
        silence(
            [n for s in range(8) for n in answer(hear(VrashMind(WEIGHTS)), seed=s, rest_weight=w)]
        )
        for w in (0.0, 0.5, 2.0)
    ]
    assert found[0] < found[1] < found[2]
    for seed in range(8):
        played = answer(hear(VrashMind(WEIGHTS)), seed=seed, longest_rest=0.5, rest_weight=2.0)
        assert all(b.onset - a.offset <= 0.5 + 1e-6 for a, b in pairwise(played))


def test_density_gives_more_notes_a_second():
    spans = []
    for density in (0.5, 1.0, 2.0):
        played = [answer(hear(VrashMind(WEIGHTS)), seed=s, density=density) for s in range(8)]
        spans.append(sum(notes[-1].onset - notes[0].onset for notes in played))
    assert spans[0] > spans[1] > spans[2]


def test_an_onset_that_is_decided_is_kept():
    mind = hear(VrashMind(WEIGHTS))
    assert mind.propose(Params(), Random(1), 0.777).ioi == 0.777
    assert mind.propose(Params(), Random(1), 0.0).pitch != TUNE[-1].pitch


def test_it_begins_without_having_heard_anything():
    [note] = answer(VrashMind(WEIGHTS), 1, after=[])
    assert note.onset == 0.0
    assert 48 <= note.pitch <= 84


def test_it_plays_on_by_itself_without_a_loop():
    notes = answer(hear(VrashMind(WEIGHTS)), 400, temperature=0.1)
    assert longest_loop([note.pitch for note in notes]) < 40


def test_closing_tells_only_of_its_own_notes():
    mind = hear(VrashMind(WEIGHTS))
    assert mind.closing() == 0.0
    answer(mind, 1)
    assert 0.0 < mind.closing() < 1.0


def test_expect_adds_up_to_one_within_reach():
    mind = hear(VrashMind(WEIGHTS))
    likely = said(mind, scale_lock="major", scale_root="C")
    assert sum(likely) == pytest.approx(1.0)
    assert all(likely[pitch] == 0.0 for pitch in range(128) if pitch % 12 == 1)


def test_forget_makes_it_as_new():
    mind = hear(VrashMind(WEIGHTS))
    answer(mind, 4)
    mind.forget()
    assert said(mind) == said(VrashMind(WEIGHTS))


def test_a_new_style_is_spoken_at_once():
    mind = hear(VrashMind(WEIGHTS))
    before = said(mind)
    mind.adopt(changed(Params(), {"style": "bach"}))
    assert said(mind) != before


def runs(notes):
    steps = bytes(interval_byte(a.pitch, b.pitch) for a, b in pairwise(notes))
    return {steps[at : at + LONGEST_COPY] for at in range(len(steps) - LONGEST_COPY + 1)}


def test_no_run_of_a_training_piece_is_played():
    recited = runs(answer(hear(VrashMind(WEIGHTS)), 40))
    mind = hear(VrashMind(WEIGHTS, training_runs(recited)))
    assert len(recited) == 28
    assert not runs(answer(mind, 40)) & recited


def test_learning_a_piece_changes_nothing():
    mind = hear(VrashMind(WEIGHTS))
    before = said(mind)
    mind.unlearn()
    assert said(mind) == before


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["hear", "chord", "play", "propose", "fork", "expect", "release"]),
        st.integers(0, 127),
        st.floats(0.0, 30.0),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(EVENTS, st.integers(0, 9), st.sampled_from([0.1, 1.0, 10.0]))
def test_whatever_happens_it_proposes_a_note_that_can_be_played(events, seed, temperature):
    mind, rng, now, last = VrashMind(WEIGHTS), Random(seed), 0.0, None
    params = changed(Params(), {"temperature": temperature, "longest_rest": 1.0})
    for kind, pitch, seconds in events:
        now += 0.0 if kind == "chord" else seconds
        match kind:
            case "hear" | "chord":
                last = Note(pitch, 80, now)
                mind.hear(last)
            case "release" if last:
                mind.release(Note(last.pitch, 80, last.onset, seconds + 0.01))
            case "play":
                mind.play(Note(pitch, 80, now, seconds + 0.01))
            case "fork":
                mind = mind.fork()
            case "expect":
                assert np.isfinite(mind.expect(params)).all()
            case _:
                proposal = mind.propose(params, rng)
                assert 0 <= proposal.pitch <= 127
                assert 0.0 <= proposal.ioi < 64.0
                assert 0.0 < proposal.duration <= 8.0
        assert 0.0 <= mind.closing() <= 1.0


def test_weights_that_cannot_answer_are_refused(tmp_path):
    path = write_small(tmp_path / "vrash.safetensors", "lm")
    with pytest.raises(WeightsError, match="holds the paper's lm, which cannot answer"):
        load_mind(path)


def test_a_file_becomes_a_mind(tmp_path):
    mind = load_mind(write_small(tmp_path / "vrash.safetensors"))
    assert mind.name.startswith("vrash-")
    assert len(answer(hear(mind), 4)) == 4
