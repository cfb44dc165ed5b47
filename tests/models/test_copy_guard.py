"""The thirteenth note of a run of a training piece is another one."""

from itertools import pairwise
from random import Random

import numpy as np

from antiphon_engine.params import Params, changed
from antiphon_models.copy_guard import draw_original
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.note_stream_improviser import NoteStreamImproviser
from antiphon_models.runtime.note_stream import load_note_stream
from antiphon_models.training_runs import NO_RUNS, TrainingRuns, training_runs

TUNE = [60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67, 65, 64]
RUN = bytes([2, 2, 1, 2, 2, 2, 1, 255, 254, 254, 254, 255])
KNOWN, EVERYTHING = training_runs({RUN}), TrainingRuns(b"\xff")
LAST = TUNE[-1]
ALWAYS = changed(Params(), {"motif_threshold": 1.0})


def own(pitches):
    context = Context()
    for pitch in pitches:
        context = context.after(pitch)
    return context


def chances(**of):
    found = np.zeros(128)
    for pitch, chance in of.items():
        found[int(pitch[1:])] = chance
    return found


MOSTLY_LAST = chances(p64=0.99, p70=0.01)


def test_the_thirteenth_note_of_a_run_is_another_one():
    drawn = {draw_original(MOSTLY_LAST, own(TUNE[:-1]), KNOWN, Random(n)) for n in range(20)}
    assert drawn == {70}


def test_in_another_key_it_is_the_same_run():
    moved = own([pitch + 6 for pitch in TUNE[:-1]])
    assert draw_original(chances(p70=1.0, p64=1e-9), moved, KNOWN, Random(0)) == 64


def test_the_longest_of_the_machine_s_own_lines_is_looked_at_to_its_end():
    long = own([40, 41, *TUNE[:-1]])
    assert draw_original(MOSTLY_LAST, long, KNOWN, Random(0)) == 70


def test_twelve_notes_are_no_copy():
    assert draw_original(MOSTLY_LAST, own(TUNE[1:-1]), EVERYTHING, Random(0)) == LAST


def test_without_a_run_near_one_number_is_taken_of_the_dice():
    ours, theirs = Random(3), Random(3)
    draw_original(MOSTLY_LAST, own(TUNE[:-1]), NO_RUNS, ours)
    theirs.random()
    assert ours.random() == theirs.random()


def test_where_every_pitch_makes_a_copy_the_first_one_drawn_is_played():
    assert draw_original(MOSTLY_LAST, own(TUNE[:-1]), EVERYTHING, Random(0)) == LAST


def test_what_the_player_played_is_quoted_no_further_either():
    def quoted(training):
        mind, rng = mind_without(training), Random(1)
        for at, pitch in enumerate(TUNE * 2):
            mind.hear(Note(pitch, 80, 0.25 * at))
        now, pitches = 6.5, []
        for _ in range(13):
            made = mind.propose(ALWAYS, rng, 0.25)
            now += 0.25
            mind.play(Note(made.pitch, made.velocity, now, 0.25))
            pitches.append(made.pitch)
        return pitches

    assert quoted(NO_RUNS) == TUNE
    assert quoted(KNOWN)[:12] == TUNE[:12]
    assert quoted(KNOWN)[12] != LAST


def mind_without(training):
    return NoteStreamImproviser(load_note_stream(), training=training)


def improvised(mind, count, seed=1):
    """So many pitches that the mind plays alone, each but the first on a fork of the one before."""
    rng, now, pitches = Random(seed), 0.0, []
    for _ in range(count):
        made = mind.propose(Params(), rng)
        now += made.ioi
        mind.play(Note(made.pitch, made.velocity, now, made.duration))
        mind = mind.fork()
        pitches.append(made.pitch)
    return pitches


def run_of(pitches):
    return bytes((b - a) % 256 for a, b in pairwise(pitches))


def test_a_mind_that_would_play_a_known_run_plays_its_first_twelve_notes():
    free = improvised(mind_without(NO_RUNS), 20)
    kept = improvised(mind_without(training_runs({run_of(free[3:16])})), 20)
    assert kept[:15] == free[:15]
    assert kept[15] != free[15]


def test_a_mind_to_which_everything_is_known_still_plays():
    assert len(improvised(mind_without(EVERYTHING), 20)) == 20


def test_a_note_of_the_player_begins_a_new_line():
    def answered(training):
        mind = mind_without(training)
        for at, pitch in enumerate(TUNE):
            mind.play(Note(pitch, 80, 0.2 * at, 0.2))
        mind.hear(Note(60, 80, 3.0))
        return improvised(mind, 12, seed=2)

    assert answered(EVERYTHING) == answered(NO_RUNS)


def test_a_mind_that_forgets_begins_a_new_line():
    def forgetful(training):
        mind = mind_without(training)
        for at, pitch in enumerate(TUNE):
            mind.play(Note(pitch, 80, 0.2 * at, 0.2))
        mind.forget()
        return improvised(mind, 12)

    assert forgetful(EVERYTHING) == forgetful(NO_RUNS)
