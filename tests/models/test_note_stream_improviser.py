"""The shipped mind: that each knob does what it says, and that it hears and forgets."""

from collections import Counter
from itertools import pairwise
from math import log2
from random import Random

import numpy as np
import pytest

from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import Note
from antiphon_models.music.repetition import longest_loop
from antiphon_models.note_stream_improviser import NoteStreamImproviser, load_improviser

# A call in D minor with a figure of four notes that comes back, in seconds: (pitch, length).
CALL = [(62, 0.25), (65, 0.25), (69, 0.25), (67, 0.25), (65, 0.5), (64, 0.25), (62, 0.25)]
CALL += [(64, 0.5), (57, 0.5), *CALL[:4], (70, 0.5), (69, 0.25), (67, 0.25), (69, 1.0)]


@pytest.fixture(scope="module")
def mind() -> NoteStreamImproviser:
    return load_improviser()


@pytest.fixture
def primed(mind):
    """A fork of the shipped mind that has forgotten all but CALL, played twice."""
    mind.forget()
    mind.adopt(Params())
    hear(mind, CALL * 2)
    return mind


def hear(mind, call, onset=0.0):
    for pitch, length in call:
        note = Note(pitch, 80, onset, 0.9 * length)
        mind.hear(Note(pitch, 80, onset))
        mind.release(note)
        onset += length


LAST_ONSET = 2 * sum(length for _, length in CALL) - CALL[-1][1]
ANSWER = 32


def improvise(mind, answers=4, seed=1, **params):
    """Return that many answers of ANSWER proposals, each from where the mind stands."""
    knobs, rng = changed(Params(), params), Random(seed)
    mind.adopt(knobs)
    return [improvise_once(mind.fork(), knobs, rng) for _ in range(answers)]


def improvise_once(fork, knobs, rng):
    proposals, now = [], LAST_ONSET
    for _ in range(ANSWER):
        proposals.append(fork.propose(knobs, rng))
        now += proposals[-1].ioi
        fork.play(Note(proposals[-1].pitch, proposals[-1].velocity, now, proposals[-1].duration))
    return proposals


def rises(values, by):
    return all(b >= a for a, b in pairwise(values)) and values[-1] - values[0] > by


def flat(answers):
    return [proposal for answer in answers for proposal in answer]


def pitch_entropy(answers):
    counts = Counter(proposal.pitch for proposal in flat(answers))
    return -sum(n / counts.total() * log2(n / counts.total()) for n in counts.values())


def share_of_motifs(answers):
    return sum(p.source.kind == "motif" for p in flat(answers)) / len(flat(answers))


def silences(answer):
    """The silence before each note but the first, chords ringing as long as their longest note."""
    left, found = answer[0].duration, []
    for proposal in answer[1:]:
        found.append(max(proposal.ioi - left, 0.0))
        left = max(left - proposal.ioi, proposal.duration)
    return found


def share_of_silence(answers):
    return sum(map(sum, map(silences, answers))) / sum(p.ioi for p in flat(answers))


def share_of_repeats(answers):
    """How many of the figures of four pitches in an answer have stood in it before."""
    repeats = total = 0
    for answer in answers:
        pitches = [proposal.pitch for proposal in answer]
        figures = [tuple(pitches[i : i + 4]) for i in range(len(pitches) - 3)]
        repeats += len(figures) - len(set(figures))
        total += len(figures)
    return repeats / total


def test_higher_temperature_plays_with_more_entropy(primed):
    found = [
        pitch_entropy(improvise(primed, 16, temperature=t, motif_threshold=0.0))
        for t in (0.3, 0.6, 1.0, 2.0, 4.0, 8.0)
    ]
    assert rises(found, by=1.0)


def test_higher_motif_threshold_plays_more_of_the_player_own_motifs(primed):
    found = [
        share_of_motifs(improvise(primed, 24, motif_threshold=t))
        for t in (0.0, 0.2, 0.25, 0.3, 0.5, 1.0)
    ]
    assert found[0] == 0.0
    assert rises(found, by=0.1)


def test_higher_rest_weight_plays_more_silence(primed):
    found = [
        share_of_silence(improvise(primed, 40, rest_weight=w, motif_threshold=0.0))
        for w in (0.0, 0.5, 1.0, 1.5, 2.0)
    ]
    assert rises(found, by=0.05)


def test_adaptive_temperature_repeats_less_when_the_temperature_is_low(primed):
    found = [
        share_of_repeats(
            improvise(primed, 40, temperature=0.2, adaptive_temperature=a, motif_threshold=0)
        )
        for a in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    assert rises([-share for share in found], by=0.05)


def test_no_rest_is_longer_than_the_longest_asked_for(primed):
    answers = improvise(primed, longest_rest=0.2, rest_weight=2.0, motif_threshold=0.5)
    # Half a bin of the network's time is up to a tenth more than its centre says.
    assert all(max(silences(answer)) <= 0.3 for answer in answers)


def test_answers_stay_in_the_register_of_the_player(primed):
    pitches = {p.pitch for p in flat(improvise(primed, register=3, temperature=5.0))}
    assert min(pitches) >= 57 - 3
    assert max(pitches) <= 70 + 3


def test_a_motif_says_which_note_of_the_player_it_is(primed):
    motifs = [p for p in flat(improvise(primed, motif_threshold=1.0)) if p.source.kind == "motif"]
    whole = CALL * 2
    for proposal in motifs:
        source = proposal.source
        assert proposal.pitch == whole[source.position][0] + source.transposition
        assert source.onset == pytest.approx(sum(n for _, n in whole[: source.position]))
        assert source.match_length >= 3


def test_an_answer_to_a_phrase_is_not_the_one_that_the_player_played_after_it(mind):
    mind.forget()
    tune = [(62, 0.25), (66, 0.25), (69, 0.25), (71, 0.25), (69, 0.25), (66, 0.25), (62, 0.5)]
    other = [(pitch - 2, length) for pitch, length in CALL]
    for onset, call in ((0.0, tune), (9.0, other), (20.0, tune)):
        hear(mind, call, onset)
    knobs = changed(Params(), {"motif_threshold": 0.95, "temperature": 0.3})
    mind.adopt(knobs)
    firsts = [mind.fork().propose(knobs, Random(seed)).source for seed in range(16)]
    assert not [source for source in firsts if source.position == len(tune)]


def test_chords_do_not_hold_the_same_pitch_twice(primed):
    fork, now, sounding = primed.fork(), LAST_ONSET, set()
    for _ in range(300):
        proposal = fork.propose(Params(temperature=3.0), Random(now), None)
        sounding = sounding if proposal.ioi < 0.025 else set()
        assert proposal.pitch not in sounding
        sounding.add(proposal.pitch)
        now += proposal.ioi
        fork.play(Note(proposal.pitch, proposal.velocity, now, proposal.duration))


def test_long_solos_do_not_go_round_in_circles(primed):
    for answer in improvise(primed, 30):
        assert longest_loop([proposal.pitch for proposal in answer]) < ANSWER / 4


def test_however_low_the_temperature_no_answer_stays_on_one_note(mind):
    mind.forget()
    tune = [60, 62, 64, 65, 67, 69, 67, 65, 64, 62, 60, 59, 60, 64, 67, 72]
    hear(mind, [(pitch, 0.25) for pitch in tune], LAST_ONSET - 0.25 * (len(tune) - 1))
    for answer in improvise(mind, temperature=0.1, motif_threshold=0.0):
        assert longest_loop([proposal.pitch for proposal in answer]) < ANSWER / 2


def test_a_fork_leaves_the_mind_as_it_was(primed):
    before = primed.fork().propose(Params(), Random(5), 0.25)
    improvise(primed, 1)
    assert primed.fork().propose(Params(), Random(5), 0.25) == before


def test_the_same_seed_gives_the_same_music(primed):
    assert improvise(primed, 1, 7) == improvise(primed, 1, 7)


def test_a_mind_that_has_forgotten_plays_like_a_new_one(primed):
    primed.forget()
    assert improvise(primed, 1, 3) == improvise(load_improviser(), 1, 3)


def test_transposing_the_player_transposes_the_motifs(mind):
    def motifs(up):
        mind.forget()
        hear(mind, [(pitch + up, length) for pitch, length in CALL * 2])
        first = improvise(mind, 1, motif_threshold=1.0)[0][0]
        return first.source.kind, first.pitch - up

    assert motifs(0) == motifs(5)
    assert motifs(0)[0] == "motif"


def test_styles_speak_differently(primed):
    def line(style):
        return tuple(p.pitch for p in improvise(primed, 1, style=style, motif_threshold=0)[0])

    assert len({line(style) for style in ("any", "bach", "jazz", "pop", "piano")}) == 5


def expected(mind, **params):
    """What the mind expects next, having taken up these knobs."""
    knobs = changed(Params(), {"motif_threshold": 0.0, **params})
    mind.adopt(knobs)
    return np.array(mind.expect(knobs))


def test_a_style_blend_moves_from_the_one_style_to_the_other(primed):
    bach, jazz = expected(primed, style="bach"), expected(primed, style="jazz")
    blends = [
        expected(primed, style="bach", second_style="jazz", style_blend=b)
        for b in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    assert np.array_equal(blends[0], bach)
    assert np.allclose(blends[-1], jazz, atol=1e-6)
    way = [(abs(blend - bach).sum(), abs(blend - jazz).sum()) for blend in blends]
    assert rises([left / (left + ahead) for left, ahead in way], by=0.99)


def test_a_style_is_heard_back_into_what_was_played_as_soon_as_it_is_set(primed):
    late = expected(primed, style="jazz")
    primed.forget()
    primed.adopt(changed(Params(), {"style": "jazz"}))
    hear(primed, CALL * 2)
    assert abs(expected(primed, style="jazz") - late).sum() < 0.1
    assert abs(expected(primed, style="bach") - late).sum() > 0.2


def test_a_fork_kept_from_before_a_new_style_takes_it_up_when_told(primed):
    kept = primed.fork()
    now = expected(primed, style="jazz")
    assert np.allclose(expected(kept, style="jazz"), now, atol=1e-6)


def test_a_scale_lock_is_never_left_neither_by_network_nor_by_motif(primed):
    knobs = {"scale_lock": "major pentatonic", "scale_root": "F", "temperature": 3.0}
    for threshold in (0.0, 0.9):
        answers = improvise(primed, motif_threshold=threshold, **knobs)
        assert {p.pitch % 12 for p in flat(answers)} <= {5, 7, 9, 0, 2}
    free = improvise(primed, temperature=3.0)
    assert not {p.pitch % 12 for p in flat(free)} <= {5, 7, 9, 0, 2}


def test_register_0_is_not_left_even_inside_a_chord(mind):
    mind.forget()
    mind.adopt(Params())
    onset = 0.0
    for _ in range(12):
        hear_chord(mind, (60, 64, 67), onset)
        onset += 0.5
    fork, rng, pitches = mind.fork(), Random(2), set()
    for _ in range(200):
        proposal = fork.propose(Params(register=0, temperature=2.0), rng)
        pitches.add(proposal.pitch)
        onset += proposal.ioi
        fork.play(Note(proposal.pitch, proposal.velocity, onset, proposal.duration))
    assert min(pitches) >= 60
    assert max(pitches) <= 67


def hear_chord(mind, pitches, onset):
    for pitch in pitches:
        mind.hear(Note(pitch, 80, onset))
    for pitch in pitches:
        mind.release(Note(pitch, 80, onset, 0.4))


def notes_a_second(answers):
    return sum(map(len, answers)) / sum(proposal.ioi for proposal in flat(answers))


@pytest.mark.parametrize("threshold", [0.0, 0.25])
def test_density_is_the_number_of_notes_a_second(primed, threshold):
    found = [
        notes_a_second(improvise(primed, 6, density=d, motif_threshold=threshold))
        for d in (0.25, 0.5, 1.0, 2.0, 4.0)
    ]
    ratios = [after / before for before, after in pairwise(found)]
    # Each step asks for twice as many as the one before.
    assert all(1.4 < ratio < 2.8 for ratio in ratios)
