import numpy as np

from antiphon_models.anticipation import Anticipation
from antiphon_models.anticipation_file import read_anticipation
from antiphon_models.evaluation.anticipation import play
from antiphon_models.runtime.note_stream import load_note_stream
from builders import phrase

FIGURE = "C4 Eb4 G4 F#4 C5 Ab4 F4 B3"


def test_each_note_but_the_first_is_a_surprise_of_some_size() -> None:
    surprises = play(phrase(FIGURE), load_note_stream(), Anticipation()).surprises
    assert surprises.shape == (7, 4)
    assert (surprises > 0.0).all()


def test_nothing_is_played_nothing_surprises() -> None:
    heard = play([], load_note_stream(), Anticipation())
    assert heard.surprises.shape == (0, 4)
    assert heard.foretold == []


def test_with_its_memory_the_mind_foresees_what_comes_again() -> None:
    heard = play(phrase(" ".join([FIGURE] * 4)), load_note_stream(), read_anticipation())
    last_round = heard.surprises[-8:]
    assert np.mean(last_round[:, 3]) < 0.5 * np.mean(last_round[:, 2])


def test_nothing_heard_before_counts_for_the_network() -> None:
    stepper = load_note_stream()
    once = play(phrase(FIGURE), stepper, read_anticipation())
    again = play(phrase(FIGURE), stepper, read_anticipation())
    assert (once.surprises == again.surprises).all()
    assert once.foretold == again.foretold
