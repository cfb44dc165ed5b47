from antiphon_models.evaluation.anticipation import Foretold
from antiphon_models.evaluation.anticipation_votes import by_length, by_tenths
from antiphon_models.music.motif import PITCH


def vote(view=PITCH, length=4, rate=0.5, is_hit=True):
    return Foretold(view, length, rate, 0.2, 0.4, is_hit)


def test_predictions_are_gathered_by_tenths():
    votes = [vote(rate=0.91), vote(rate=0.98, is_hit=False), vote(rate=0.2), vote(rate=1.0)]
    assert by_tenths([each.rate for each in votes], votes) == [
        {"predicted": 0.2, "came_true": 1.0, "count": 1},
        {"predicted": 0.9633, "came_true": 0.6667, "count": 3},
    ]


def test_matches_are_counted_by_length():
    assert by_length([vote(length=7), vote(length=4), vote(length=4, is_hit=False)]) == [
        {"length": 4, "came_true": 0.5, "network": 0.2, "mind": 0.4, "count": 2},
        {"length": 7, "came_true": 1.0, "network": 0.2, "mind": 0.4, "count": 1},
    ]
