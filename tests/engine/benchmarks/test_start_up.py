"""An engine process is started, asked and ended; its memory is what the system says."""

import os
from pathlib import Path

import pytest

from antiphon_engine.benchmarks.start_up import measure, resident_bytes
from antiphon_engine.errors import UserError


def test_this_process_holds_more_than_ten_megabytes():
    held = resident_bytes(os.getpid())
    assert held is None or held > 10_000_000


def test_a_process_that_is_not_there_holds_nothing_known():
    assert resident_bytes(2**22 + 1) is None


def test_an_engine_that_cannot_start_is_an_error_with_its_reason(tmp_path: Path):
    weights = tmp_path / "none.safetensors"
    with pytest.raises(UserError, match=r"the engine does not start: .*none\.safetensors"):
        measure(1, weights, tmp_path)
