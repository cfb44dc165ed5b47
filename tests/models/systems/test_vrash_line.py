"""The line so far: the last notes one by one, those before as a history."""

import numpy as np

from antiphon_models.runtime.vrash import Decoder
from antiphon_models.systems.vrash_line import HEARD_BEFORE, VrashLine
from small_vrash import small_weights

WEIGHTS = small_weights()
LATENT = np.linspace(-1.0, 1.0, 6).astype(np.float32)


def filled(count):
    line = VrashLine(WEIGHTS)
    for number in range(count):
        line.add(60 + number % 7, number % 5, 0)
    return line


def logits(line, shift=0):
    return line.decoder(LATENT, 0, shift).pitch_logits()


def test_a_short_line_is_heard_note_by_note():
    decoder = Decoder(WEIGHTS)
    decoder.begin(LATENT, 0)
    for number in range(HEARD_BEFORE):
        decoder.step(60 + number % 7 - 24, number % 5)
    assert np.allclose(decoder.pitch_logits(), logits(filled(HEARD_BEFORE)), atol=1e-6)


def test_older_notes_are_still_in_the_history():
    line, other = VrashLine(WEIGHTS), VrashLine(WEIGHTS)
    other.add(40, 8, 0)
    for one in (line, other):
        for number in range(HEARD_BEFORE):
            one.add(60 + number, 3, 0)
    assert (logits(line) != logits(other)).any()


def test_an_octave_higher_is_the_same_line_in_another_register():
    line = VrashLine(WEIGHTS)
    for number in range(5):
        line.add(72 + number % 7, number % 5, -12)
    assert (logits(line, shift=-12) == logits(filled(5))).all()


def test_a_fork_goes_its_own_way_and_forget_begins_anew():
    line = filled(20)
    before, fork = logits(line), line.fork()
    fork.add(50, 3, 0)
    assert (logits(line) == before).all()
    assert (logits(fork) != before).any()
    line.forget()
    assert (logits(line) == logits(VrashLine(WEIGHTS))).all()
