import numpy as np

from antiphon_models.training.human_timing import as_played


def scale(count=400, step=0.25):
    return np.arange(count) * step, np.full(count, step)


def test_onsets_wander_by_milliseconds_and_still_ascend():
    onset, duration = scale()
    played, _, order = as_played(onset, duration, np.random.default_rng(1))
    assert (np.diff(played) >= 0.0).all()
    assert order.tolist() == list(range(400))
    wander = np.diff(played) - 0.25
    assert 0.005 < wander.std() < 0.03
    assert abs(wander.mean()) < 0.003


def test_notes_of_a_chord_change_places():
    onset, duration = np.zeros(20), np.ones(20)
    _, _, order = as_played(onset, duration, np.random.default_rng(1))
    assert sorted(order.tolist()) == list(range(20))
    assert order.tolist() != list(range(20))


def test_a_player_holds_notes_shorter_or_a_little_over():
    onset, duration = scale()
    shares = [
        float(as_played(onset, duration, np.random.default_rng(seed))[1].mean()) / 0.25
        for seed in range(100)
    ]
    assert 0.6 < min(shares) < 0.75
    assert 0.95 < max(shares) < 1.1


def test_no_note_is_too_short_to_be_heard():
    onset, duration = scale(step=0.01)
    assert as_played(onset, duration, np.random.default_rng(0))[1].min() == 0.03


def test_a_note_by_itself_is_played_too():
    played, lasting, order = as_played(np.array([2.0]), np.array([1.0]), np.random.default_rng(0))
    assert (len(played), len(lasting), order.tolist()) == (1, 1, [0])
