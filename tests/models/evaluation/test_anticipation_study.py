import pytest

pytest.importorskip("tqdm")

import numpy as np

from antiphon_models.evaluation.anticipation import Foretold, Heard
from antiphon_models.evaluation.anticipation_study import bits_table, pieces_in_turns, study
from antiphon_models.music.motif import CONTOUR, INTERVAL, PITCH
from corpora import small_collection


def vote(view=PITCH, length=4, rate=0.5, is_hit=True):
    return Foretold(view, length, rate, 0.2, 0.4, is_hit)


def test_each_view_answers_for_its_own_votes():
    bits = np.array([[1.0, 0.5, 3.0, 2.0], [2.0, 1.5, 5.0, 3.0]])
    heard = {"bach": [Heard(bits, [vote(PITCH), vote(INTERVAL, is_hit=False)])]}
    found = study(heard)
    assert found["views"]["pitch"]["by_rate"][0]["came_true"] == 1.0
    assert found["views"]["interval"]["by_rate"][0]["came_true"] == 0.0
    assert found["views"]["contour"] == {"by_rate": [], "by_length": []}
    assert found["voted_by_mind"] == [{"predicted": 0.4, "came_true": 0.5, "count": 2}]
    assert CONTOUR == 2
    assert bits_table(found["styles"]).splitlines()[-1] == (
        "| bach | 1 | 2 | 1.500 | 1.000 | 4.000 | 2.500 |"
    )


def test_what_is_held_out_is_never_learned_from(tmp_path):
    learning, held_out = pieces_in_turns(small_collection(tmp_path / "data"), 2, ("pop", "piano"))
    assert [(piece.name, piece.style) for piece in held_out] == [("010", "pop"), ("010", "piano")]
    assert not {piece.name for piece in learning} & {piece.name for piece in held_out}
