"""The account that a soak gives finds what it is there to find."""

import pytest

from soak_peer import NUMBERS, account_of, number_of
from soak_report import phase_of, places_heard

SENT = [(0.1, NUMBERS - 1), (0.2, 0), (0.3, 1), (0.4, 2)]


def test_a_note_that_is_in_no_journal_is_missed() -> None:
    assert places_heard(SENT, [NUMBERS - 1, 1, 2]) == ({0, 2, 3}, 0)


def test_a_note_that_was_heard_twice_or_never_sent_is_noticed() -> None:
    assert places_heard(SENT, [NUMBERS - 1, 0, 0, 700, 1]) == ({0, 1, 2}, 2)


@pytest.mark.parametrize(
    ("moment", "phase"), [(0.5, "down"), (1.5, "up"), (1.96, "last moment"), (2.1, "down")]
)
def test_a_note_counts_unless_something_ended_right_after_it(moment: float, phase: str) -> None:
    assert phase_of(moment, [(1.0, 2.0, "engine killed")]) == phase


def test_a_note_has_the_number_that_its_channel_and_velocity_tell() -> None:
    assert [number_of(0, 1), number_of(0, 127), number_of(15, 127)] == [0, 126, NUMBERS - 1]


def test_what_was_left_sounding_and_what_only_a_sweep_ended_are_told() -> None:
    came = [[0x91, 60, 90], [0x91, 62, 90], [0x92, 60, 90], [0x81, 60, 0], [0xB1, 123, 0]]
    account = account_of([(0.0, message) for message in came], frozenset({(3, 50)}))
    assert account.begun == 3
    assert account.sounding == {(2, 60), (3, 50)}
    assert account.swept == 1
    assert account.unended == {(3, 50)}
