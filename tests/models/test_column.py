import pytest

from antiphon_models.column import Column


def test_numbers_stay_where_they_were_put_over_many_blocks():
    column = Column[int]("i")
    for number in range(50_000):
        column.append(number * 3)
    assert len(column) == 50_000
    assert [column[index] for index in (0, 16_383, 16_384, 49_999)] == [0, 49_149, 49_152, 149_997]
    assert column.nbytes() == 200_000


def test_a_number_can_be_replaced():
    column = Column[float]("d")
    column.append(1.5)
    column.append(2.5)
    column[0] = 0.25
    assert [column[0], column[1]] == [0.25, 2.5]


@pytest.mark.parametrize("count", [0, 5, 16_384])
def test_there_is_nothing_beyond_the_last(count):
    column = Column[int]("i")
    for number in range(count):
        column.append(number)
    with pytest.raises(IndexError):
        column[count]
