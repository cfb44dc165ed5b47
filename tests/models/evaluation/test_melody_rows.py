import numpy as np
import pytest

pytest.importorskip("torch")

from antiphon_models.evaluation.melody_evidence import (
    NETWORK,
    NETWORKS,
    Evidence,
    FoldEvidence,
)
from antiphon_models.evaluation.melody_rows import (
    ACROSS,
    OFFLINE,
    ROWS,
    WITHIN,
    Row,
    row_tables,
    rows_of,
)
from antiphon_models.evaluation.ppm_tables import LONG_TERM, SHORT_TERM
from antiphon_models.mixture import Vote
from antiphon_models.music.motif import PITCH


def evidence(truth, vote=None, sure=0.4, notes=30):
    """A melody that stays on `truth`; one expert knows nothing, one half; a motif votes."""
    nothing = np.full((notes, 4), 0.25)
    half = np.full((notes, 4), (1 - sure) / 3)
    half[:, 0] = sure
    votes = [[] if vote is None else [Vote(PITCH, vote, 3)]] * notes
    tables = {NETWORK: half, NETWORKS: half, LONG_TERM: nothing, SHORT_TERM: half}
    return Evidence(bytes([truth] * notes), tables, votes)


def learned(kind, test, setting, views=(PITCH,), is_weighing=True):
    row = Row("x", kind, (NETWORK,), views, True, is_weighing)
    return row_tables(row, FoldEvidence(list(test), [list(setting)]))


def test_a_uniform_row_holds_all_alike_and_an_expert_alone_speaks_for_itself():
    fold = FoldEvidence([evidence(0)], [])
    assert (row_tables(Row("u", OFFLINE, ()), fold)[0] == 0.25).all()
    assert row_tables(Row("n", OFFLINE, (NETWORK,)), fold)[0][0, 0] == pytest.approx(0.4)


def test_experts_that_are_not_learned_are_mixed_by_entropy():
    (table,) = row_tables(
        Row("p", WITHIN, (LONG_TERM, SHORT_TERM)), FoldEvidence([evidence(0)], [])
    )
    assert 0.25 < table[0, 0] < 0.4


def test_votes_that_came_true_make_the_next_note_likelier_and_those_that_did_not_do_not():
    (right,) = learned(WITHIN, [evidence(1, vote=1)], [evidence(1, vote=1)])
    (wrong,) = learned(WITHIN, [evidence(2, vote=1)], [evidence(2, vote=1)])
    assert right[0, 1] > 0.8
    assert wrong[0, 1] < 0.2


def test_a_view_that_is_left_out_does_not_vote():
    (table,) = learned(WITHIN, [evidence(1, vote=1)], [evidence(1, vote=1)], views=())
    assert table[0, 1] < 0.4


def test_an_offline_row_does_not_learn_from_what_is_tested():
    (table,) = learned(OFFLINE, [evidence(1, vote=1)], [evidence(2, vote=1)])
    assert (table == table[0]).all()


def test_a_row_with_memory_of_the_melody_learns_within_it_and_forgets_it_at_its_end():
    melody = evidence(1, vote=1)
    first, second = learned(WITHIN, [melody, melody], [evidence(2, vote=1)])
    assert first[-1, 1] > first[0, 1]
    assert np.array_equal(first, second)


def test_a_row_that_learns_on_knows_the_second_melody_better():
    melody = evidence(1, vote=1)
    first, second = learned(ACROSS, [melody, melody], [evidence(2, vote=1)])
    assert second[0, 1] > first[0, 1]


def test_without_weighing_only_hit_rates_are_learned():
    melody = evidence(1, vote=1)
    (weighed,) = learned(WITHIN, [melody], [melody])
    (rates,) = learned(WITHIN, [melody], [melody], is_weighing=False)
    # All weights are one: the odds of what is voted for are just those of its hit rate.
    tries = 2 * 30
    assert rates[0, 1] == pytest.approx((tries + 1) / (tries + 2), abs=0.02)
    assert weighed[0, 1] != pytest.approx(rates[0, 1], abs=1e-4)


def test_a_study_with_one_network_has_no_row_of_several_and_none_twice():
    rows = rows_of(1)
    assert not any("networks" in row.name or NETWORKS in row.experts for row in rows)
    assert len({(row.name, row.kind) for row in rows}) == len(rows) < len(ROWS)


def test_a_study_with_several_networks_says_how_many():
    names = [row.name for row in rows_of(3)]
    assert "3 networks + memory" in names
    assert "network + memory" in names
    assert len(names) == len(ROWS)


def test_every_class_has_its_ruler_and_its_networks():
    for kind in (OFFLINE, WITHIN, ACROSS):
        rows = [row for row in ROWS if row.kind == kind]
        assert any(row.name.startswith("PPM") for row in rows)
        assert any(row.uses_network for row in rows)
