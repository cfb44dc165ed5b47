"""Which minds can play: those whose weights can be read, and no network in another's place."""

from pathlib import Path

import pytest

from antiphon_models.systems.guests import read_guests
from antiphon_models.systems.weights_files import trained_file
from antiphon_models.weights_file import WeightsError

pytest.importorskip("torch")

from small_motif import write_small


def trained() -> Path:
    path = trained_file("motif")
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_small(path)


def test_every_paper_has_a_mind_that_comes_along(home: Path) -> None:
    guests = read_guests()
    assert list(guests.minds) == ["motif", "grid", "triples", "vrash"]
    assert guests.faults == ()


def test_what_was_trained_here_plays_instead_of_what_comes_along(home: Path) -> None:
    shipped = read_guests().minds["motif"].name
    trained()
    assert read_guests().minds["motif"].name != shipped


def test_a_damaged_file_is_told_of_and_leaves_the_network_that_comes_along(home: Path) -> None:
    shipped = read_guests().minds["motif"].name
    path = trained()
    path.write_bytes(path.read_bytes()[:-1])
    guests = read_guests()
    assert guests.minds["motif"].name == shipped
    assert [str(path) in fault for fault in guests.faults] == [True]


def test_a_session_finds_its_network_although_another_was_trained_since(home: Path) -> None:
    shipped = read_guests().minds["motif"].name
    path = trained()
    assert read_guests({"motif": shipped}).minds["motif"].name == shipped
    path.write_bytes(b"")
    assert read_guests({"motif": shipped}).minds["motif"].name == shipped


def test_a_session_whose_network_is_gone_or_damaged_names_the_file(home: Path) -> None:
    with pytest.raises(LookupError, match=r"the network motif-00000000 of the model motif"):
        read_guests({"motif": "motif-00000000"})
    trained().write_bytes(b"")
    with pytest.raises(WeightsError, match=r"motif\.safetensors"):
        read_guests({"motif": "motif-00000000"})
