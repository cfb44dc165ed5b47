import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.melody import MelodyConfig  # noqa: E402
from antiphon_models.training.melody_network import MelodyPlan  # noqa: E402
from antiphon_models.training.melody_pretraining import pretrain  # noqa: E402

SMALL = MelodyConfig(hidden=8, embedding=4)
PLAN = MelodyPlan(epochs=1)
MELODIES = [[60 + index % 5, 62, 64, 60 + index % 3] for index in range(310)]


def test_what_was_learned_is_found_again_and_not_learned_anew(tmp_path):
    first = pretrain(MELODIES, SMALL, PLAN, 0, tmp_path)
    written = first.path.stat().st_mtime_ns
    again = pretrain(MELODIES, SMALL, PLAN, 0, tmp_path)
    assert again == first
    assert again.path.stat().st_mtime_ns == written
    assert again.network(SMALL).out_pitch.weight.shape == (128, 8)


def test_other_settings_are_another_network(tmp_path):
    first = pretrain(MELODIES, SMALL, PLAN, 0, tmp_path)
    assert pretrain(MELODIES, SMALL, PLAN, 1, tmp_path).digest != first.digest
    assert pretrain(MELODIES[1:], SMALL, PLAN, 0, tmp_path).digest != first.digest
