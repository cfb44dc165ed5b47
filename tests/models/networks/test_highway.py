"""The recurrent highway cell in torch, against the formulas of Zilly et al. (2017)."""

import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.highway import HighwayCell  # noqa: E402
from antiphon_models.networks.vrash_config import highway_shapes  # noqa: E402


def test_a_cell_has_the_tensors_that_the_config_says() -> None:
    shapes = {
        f"cell.{name}": tuple(t.shape) for name, t in HighwayCell(3, 5, 2).state_dict().items()
    }
    assert shapes == highway_shapes("cell", 3, 5, 2)


@pytest.mark.parametrize("depth", [1, 3])
def test_a_step_is_the_papers_formula_level_by_level(depth) -> None:
    torch.manual_seed(1)
    cell = HighwayCell(3, 4, depth)
    inputs, state = torch.randn(2, 1, 3), torch.randn(2, 4)
    found = cell(inputs, state)[:, 0]
    for level, own in enumerate(cell.own):
        fed = cell.fed(inputs[:, 0]) if level == 0 else 0.0
        new, gate = (own(state) + fed).chunk(2, dim=-1)
        through = torch.sigmoid(gate)
        state = torch.tanh(new) * through + state * (1 - through)
    assert torch.allclose(found, state, atol=1e-6)


def test_at_first_a_state_is_mostly_carried_on() -> None:
    torch.manual_seed(1)
    cell, state = HighwayCell(3, 64, 1), torch.ones(1, 64)
    assert cell(torch.zeros(1, 1, 3), state).mean() > 0.8
