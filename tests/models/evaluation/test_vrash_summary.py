"""What papers/003's study is summed up as."""

import pytest

pytest.importorskip("sklearn")

from antiphon_models.evaluation.vrash_summary import nearest


def told(*bits):
    return {"information": {"bits": list(bits), "shuffled": [0.25, 0.25]}}


def test_the_nearest_is_so_above_its_own_shuffled_lines():
    sets = {
        "real": {"information": {"bits": [1.0, 0.5], "shuffled": [0.0, 0.0]}},
        "lm": told(1.0, 0.5),
        "vae": told(0.25, 0.25),
        "vrash": told(1.25, 0.75),
    }
    assert nearest(sets) == "vrash"
