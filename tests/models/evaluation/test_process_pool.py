import pytest

from antiphon_models.evaluation.process_pool import process_pool


class StoppedError(Exception):
    pass


def stopped_study(parts):
    with process_pool(1) as pool:
        parts += [pool.submit(abs, -number) for number in range(2000)]
        assert parts[3].result() == 3
        raise StoppedError


def test_a_study_that_is_stopped_leaves_no_part_waiting():
    parts = []
    with pytest.raises(StoppedError):
        stopped_study(parts)
    assert parts[-1].cancelled()
