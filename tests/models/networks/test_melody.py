import pytest

torch = pytest.importorskip("torch")

from antiphon_models.networks.melody import MelodyConfig, MelodyNetwork  # noqa: E402

ALPHABET = torch.tensor([60, 62, 64, 65, 67])
MELODY = torch.tensor([[60, 64, 67, 65, 62]])
HERE = torch.tensor([0])


def network(views=True):
    torch.manual_seed(0)
    return MelodyNetwork(MelodyConfig(hidden=12, embedding=6, views=views)).eval()


@pytest.mark.parametrize("views", [True, False])
def test_a_note_is_rated_from_those_before_it_alone(views):
    other = MELODY.clone()
    other[0, 2:] = torch.tensor([62, 60, 67])
    first, second = (network(views)(melody, HERE, ALPHABET) for melody in (MELODY, other))
    assert first.shape == (1, 5, 5)
    assert torch.equal(first[:, :3], second[:, :3])
    assert not torch.equal(first[:, 3:], second[:, 3:])


def test_the_first_note_is_rated_without_knowing_it():
    first, second = (network()(torch.tensor([[pitch]]), HERE, ALPHABET) for pitch in (60, 67))
    assert torch.equal(first, second)


def test_what_comes_after_the_end_of_a_shorter_melody_changes_nothing_in_it():
    alone = network()(MELODY[:, :3], HERE, ALPHABET)
    padded = torch.tensor([[60, 64, 67, 0, 0], [60, 64, 67, 65, 62]])
    together = network()(padded, torch.tensor([0, 0]), ALPHABET)
    assert torch.allclose(together[0, :3], alone[0], atol=1e-6)


def test_a_melody_that_was_moved_is_known_to_be():
    moved = network()(MELODY + 3, torch.tensor([3]), ALPHABET)
    assert not torch.allclose(moved, network()(MELODY, HERE, ALPHABET), atol=1e-3)
