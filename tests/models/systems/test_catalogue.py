"""The catalogue of systems: what they are called and how they are got."""

from antiphon_models.systems.catalogue import NAMES, SYSTEMS, system


def test_the_systems_are_antiphons_own_and_those_of_the_papers() -> None:
    assert NAMES == ("antiphon", "motif", "grid", "triples", "vrash")


def test_each_paper_s_system_names_the_command_that_trains_it() -> None:
    for each in SYSTEMS[1:]:
        assert each.train == f"antiphon train {each.name}"
        assert each.minutes > 0
    assert system("grid") is SYSTEMS[2]
