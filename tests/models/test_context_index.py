from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.context_index import ContextIndex

hashes = st.integers(1, 2**32 - 1)


def spread(number: int) -> int:
    return number * 2654435761 & 0xFFFFFFFF


def test_an_unknown_hash_has_no_position():
    assert ContextIndex().get(7) == -1


def test_the_hash_0_is_never_found_and_does_no_harm():
    index = ContextIndex()
    index.put(1, 3)
    for number in range(10_000):
        assert index.put(0, number) == -1
    assert (index.get(0), index.get(1)) == (-1, 3)


def test_the_newest_position_wins_and_the_one_before_is_handed_back():
    index = ContextIndex()
    assert index.put(7, 0) == -1
    assert index.put(7, 5) == 0
    assert index.get(7) == 5


@given(st.lists(st.tuples(hashes | st.integers(1, 20), st.integers(0, 2**31))))
def test_it_answers_like_a_dict(pairs):
    index = ContextIndex()
    expected: dict[int, int] = {}
    for key_hash, position in pairs:
        assert index.put(key_hash, position) == expected.get(key_hash, -1)
        expected[key_hash] = position
    assert {key_hash: index.get(key_hash) for key_hash in expected} == expected


def test_nothing_is_lost_while_it_grows():
    index = ContextIndex()
    for number in range(1, 60_000):
        assert index.put(spread(number), number) == -1
    assert all(index.get(spread(number)) == number for number in range(1, 60_000))
    assert index.nbytes() < 60_000 * 40


def test_hashes_that_share_their_low_bits_only_make_it_deeper():
    index = ContextIndex()
    for number in range(3_000):
        index.put(number << 12 | 5, number)
    assert all(index.get(number << 12 | 5) == number for number in range(3_000))


def test_hashes_that_share_their_high_bits_run_over_without_being_lost():
    index = ContextIndex()
    for number in range(3_000):
        index.put(0xFFF00000 | spread(number) >> 12, number)
    found = sum(index.get(0xFFF00000 | spread(number) >> 12) == number for number in range(3_000))
    assert found == 3_000


def test_hashes_made_to_collide_end_no_search():
    index = ContextIndex()
    for number in range(200):
        index.put(0xFFF00005 | number % 4 << 17, number)
    for number in range(40_000):
        index.put((number << 16 | 5) & 0xFFFFFFFF, number)
    assert index.get(0x12345678) == -1
    assert index.nbytes() < 40_000_000
