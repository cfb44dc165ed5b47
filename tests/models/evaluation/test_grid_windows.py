import numpy as np

from antiphon_models.evaluation.grid_windows import WindowedGrid
from antiphon_models.runtime.grid_lstm import GridStepper
from grid_networks import SYMBOLS, random_grid

WEIGHTS = random_grid()
END = SYMBOLS.index("/")


def from_nothing(numbers):
    stepper = GridStepper(WEIGHTS)
    stepper.restore(stepper.nothing)
    for number in numbers:
        stepper.step(number)
    return stepper.logits().copy()


def test_only_the_window_is_heard_and_nothing_kept() -> None:
    windowed = WindowedGrid(WEIGHTS, 3)
    for number in (1, 2, 3, 4, 5):
        windowed.step(number)
        windowed.logits()
    assert np.array_equal(windowed.logits(), from_nothing([3, 4, 5]))


def test_before_the_first_symbol_stand_ends() -> None:
    windowed = WindowedGrid(WEIGHTS, 3)
    windowed.step(1)
    assert np.array_equal(windowed.logits(), from_nothing([END, END, 1]))
    windowed.reset()
    assert np.array_equal(windowed.logits(), from_nothing([END, END, END]))
