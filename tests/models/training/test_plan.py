import pytest

pytest.importorskip("torch")

from antiphon_models.training.plan import Plan, Progress, rate_at


def measured(*bits):
    history = [{"epoch": number, "held_out": {"jazz": {"pitch": found}}}
               for number, found in enumerate(bits)]  # fmt: skip
    return Progress(epoch=len(bits) - 1, history=history)


def test_training_ends_with_its_epochs_or_with_its_minutes():
    plan = Plan(epochs=4, minutes=2.0)
    assert not Progress(epoch=3, seconds=119.0).is_done(plan)
    assert Progress(epoch=4).is_done(plan)
    assert Progress(epoch=1, seconds=120.0).is_done(plan)


def test_patience_ends_training_that_gets_no_better():
    plan = Plan(epochs=100, patience=2)
    assert not measured(5.0, 4.0, 4.1).is_done(plan)
    assert measured(5.0, 4.0, 4.1, 4.2).is_done(plan)
    assert not measured(5.0, 4.0, 4.1, 3.9).is_done(plan)


def test_the_best_epoch_is_nought_where_training_made_it_worse():
    assert measured(4.0, 4.5, 4.3).best_epoch == 0


def test_the_rate_rises_to_its_peak_and_falls_to_a_fiftieth():
    plan = Plan(epochs=2, rate=1.0, warm_up=10)
    assert rate_at(plan, Progress(step=4), 0.0) == pytest.approx(0.5)
    assert rate_at(plan, Progress(step=9), 0.0) == pytest.approx(1.0)
    assert rate_at(plan, Progress(step=50, epoch=1), 0.0) == pytest.approx(0.51)
    assert rate_at(plan, Progress(step=99, epoch=1), 1.0) == pytest.approx(0.02)
