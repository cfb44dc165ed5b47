"""The mind on papers/000's system: what each knob does to it, and that nothing throws it."""

from collections import Counter
from itertools import pairwise
from math import log2
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_engine.params import Params, changed
from antiphon_models.motif_dictionary import find_motifs
from antiphon_models.music.notes import Note
from antiphon_models.music.repetition import longest_loop
from antiphon_models.systems.motif_mind import DICTIONARY, MotifMind, load_mind
from antiphon_models.weights_file import WeightsError
from small_motif import ALPHABET, LINE, small_weights, write_small

# The figure that small_motif's dictionary knows, as pitches, in seconds: (pitch, length).
LENGTHS = [0.25, 0.25, 0.5, 0.25, 0.75]
CALL = [(pitch, LENGTHS[place % 5]) for place, pitch in enumerate(ALPHABET.decode(LINE[:10]))]
LAST_ONSET = sum(length for _, length in CALL[:-1])


def primed(call=CALL, **params):
    mind = MotifMind(small_weights())
    mind.adopt(changed(Params(), params))
    onset = 0.0
    for pitch, length in call:
        mind.hear(Note(pitch, 80, onset))
        mind.release(Note(pitch, 80, onset, 0.9 * length))
        onset += length
    return mind


def answer(mind, count=32, seed=1, **params):
    """What a fork of the mind proposes, played as it goes along."""
    fork, rng, knobs = mind.fork(), Random(seed), changed(Params(), params)
    proposals, now = [], LAST_ONSET
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


def share_of_motifs(proposals):
    return sum(proposal.source.kind == "motif" for proposal in proposals) / len(proposals)


def test_the_same_dice_give_the_same_answer_and_others_another():
    mind = primed()
    assert answer(mind) == answer(mind)
    by_network = answer(mind, motif_threshold=0.0)
    assert answer(mind, motif_threshold=0.0) == by_network
    assert answer(mind, seed=2, motif_threshold=0.0) != by_network


def test_temperature_makes_it_more_various():
    found = [entropy(answers(temperature=t, motif_threshold=0.0)) for t in (0.1, 0.5, 2.0, 10.0)]
    assert all(low < high for low, high in pairwise(found))


def test_the_motif_threshold_opens_the_gate_to_the_dictionary():
    found = [
        share_of_motifs(answers(motif_threshold=t, temperature=0.3)) for t in (0.0, 0.2, 0.5, 1.0)
    ]
    assert found[0] == 0.0
    assert found[1] < found[2] < found[3]


def test_temperature_opens_it_too_as_in_the_paper_program():
    cold, hot = (share_of_motifs(answers(motif_threshold=0.25, temperature=t)) for t in (0.2, 5.0))
    assert cold < hot


def test_a_motif_note_says_that_it_is_from_the_dictionary_and_not_from_the_player():
    found = [p.source for p in answers(motif_threshold=1.0) if p.source.kind == "motif"]
    assert found
    assert all((source.piece, source.position) == (DICTIONARY, -1) for source in found)
    assert all(source.match_length >= 3 and source.transposition == 0 for source in found)


def test_the_dictionary_goes_on_as_the_figure_did():
    proposal = answer(primed(), 1, motif_threshold=1.0)[0]
    # After 62 65 69 67 65 64 62 64 57 62 comes 65.
    assert (proposal.pitch, proposal.source.kind) == (65, "motif")


def test_no_motif_goes_round_in_circles():
    line = [7, 10, 14, 12] * 12
    mind = MotifMind(small_weights(find_motifs([line])))
    for place, token in enumerate(line[:8]):
        mind.hear(Note(ALPHABET.pitches[token], 80, place / 4))
    pitches = [proposal.pitch for proposal in answer(mind, 200, motif_threshold=1.0)]
    assert longest_loop(pitches) < 40


def test_the_answer_has_the_rhythm_of_the_last_phrase():
    found = answer(primed(), 10)
    assert [round(p.ioi, 6) for p in found[1:5]] == [0.25, 0.25, 0.5, 0.25]
    assert [round(p.duration, 6) for p in found[:5]] == [0.225, 0.225, 0.45, 0.225, 0.675]
    assert {p.velocity for p in found} == {80}


def test_a_given_onset_is_kept():
    knobs = Params()
    assert primed().fork().propose(knobs, Random(1), ioi=3.25).ioi == 3.25


def test_the_rest_weight_scales_the_silences_that_were_borrowed():
    call = [(60, 0.25), (62, 0.6), (64, 0.25), (65, 0.6), (67, 0.25), (69, 0.25)]

    def silence(weight):
        mind = MotifMind(small_weights())
        onset = 0.0
        for pitch, length in call:
            mind.hear(Note(pitch, 80, onset))
            mind.release(Note(pitch, 80, onset, 0.2))
            onset += length
        found = answer(mind, 12, rest_weight=weight, longest_rest=4.0)
        return sum(p.ioi for p in found) - sum(p.duration for p in found)

    assert silence(0.0) < silence(0.5) < silence(1.0) < silence(2.0)


def test_an_answer_closes_where_the_borrowed_phrase_does():
    mind, closing = primed().fork(), []
    assert mind.closing() == 0.0
    for place in range(20):
        mind.play(Note(60, 80, 10.0 + place, 0.5))
        closing.append(mind.closing())
    assert closing == ([0.0] * 9 + [1.0]) * 2


@pytest.mark.parametrize(("scale", "root"), [("minor pentatonic", "D"), ("major", "F#")])
def test_a_scale_lock_is_kept(scale, root):
    from antiphon_models.music.scale import scale_pitch_classes  # noqa: PLC0415

    found = answers(4, scale_lock=scale, scale_root=root, motif_threshold=0.5, temperature=3.0)
    assert {p.pitch % 12 for p in found} <= scale_pitch_classes(root, scale)


def test_the_register_is_kept():
    found = answers(4, register=0, temperature=10.0)
    assert min(p.pitch for p in found) >= 57
    assert max(p.pitch for p in found) <= 69


@pytest.mark.parametrize("moved", [-36, -24])
def test_a_player_far_from_the_violin_is_answered_in_his_own_register(moved):
    mind = primed([(pitch + moved, length) for pitch, length in CALL])
    found = answer(mind, motif_threshold=0.5, register=0, temperature=5.0)
    assert all(57 + moved <= p.pitch <= 69 + moved for p in found)
    assert {p.source.transposition for p in found if p.source.kind == "motif"} <= {moved}
    assert share_of_motifs(found) > 0.0


def test_what_is_expected_is_a_distribution_and_the_mind_stays_as_it_was():
    mind = primed()
    before = answer(mind)
    assert sum(mind.expect(Params())) == pytest.approx(1.0)
    assert answer(mind) == before


def test_a_fork_leaves_the_mind_as_it_was_and_forgetting_all_of_it():
    mind = primed()
    before = answer(mind)
    answer(mind, seed=5)
    assert answer(mind) == before
    mind.forget()
    assert answer(mind) == answer(MotifMind(small_weights()))


def test_before_anything_was_heard_it_plays_in_the_middle_register():
    found = answer(MotifMind(small_weights()), tempo_bpm=60.0)
    assert {p.ioi for p in found} == {0.5}
    assert all(48 <= p.pitch <= 86 for p in found)


sounded = st.tuples(
    st.integers(0, 127),
    st.integers(1, 127),
    st.sampled_from([0.0, 0.004, 0.1, 0.5, 3.0, 600.0]),
    st.sampled_from([0.01, 0.2, 90.0]),
    st.booleans(),
)
knobs = st.fixed_dictionaries(
    {
        "temperature": st.sampled_from([0.1, 1.0, 10.0]),
        "adaptive_temperature": st.sampled_from([0.0, 1.0]),
        "motif_threshold": st.sampled_from([0.0, 0.25, 1.0]),
        "rest_weight": st.sampled_from([0.0, 2.0]),
        "register": st.sampled_from([0, 7, 48]),
        "scale_lock": st.sampled_from(["off", "minor pentatonic"]),
        "density": st.sampled_from([0.25, 1.0, 4.0]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(sounded, max_size=20), knobs, st.sampled_from([None, 0.0, 0.01, 2.0]))
def test_whatever_sounds_the_answer_is_notes(played, knobs, ioi):
    mind, now, rng = MotifMind(small_weights()), 0.0, Random(1)
    params = changed(Params(), knobs)
    mind.adopt(params)
    for pitch, velocity, gap, duration, is_own in played:
        now += gap
        if is_own:
            mind.play(Note(pitch, velocity, now, duration))
        else:
            mind.hear(Note(pitch, velocity, now))
            mind.release(Note(pitch, velocity, now, duration))
    for place in range(12):
        proposal = mind.fork().propose(params, rng, ioi if place == 0 else None)
        note = Note(proposal.pitch, proposal.velocity, now + proposal.ioi, proposal.duration)
        assert proposal.ioi >= 0.0
        assert note.duration > 0.0
        mind.play(note)
        now = note.onset


def test_weights_are_loaded_from_a_file_and_named(tmp_path):
    mind = load_mind(write_small(tmp_path / "motif.safetensors"))
    assert mind.name.startswith("motif-")
    (tmp_path / "broken.safetensors").write_bytes(b"PK")
    with pytest.raises(WeightsError, match="zip archive"):
        load_mind(tmp_path / "broken.safetensors")
