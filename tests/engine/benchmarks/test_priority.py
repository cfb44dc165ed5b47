"""Real-time priority is given back, and whoever works without end takes a breath."""

import os
import threading

import pytest

from antiphon_engine.benchmarks.priority import Breath, as_the_loop_runs


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="needs Linux's scheduler calls")
def test_the_thread_is_as_it_was_afterwards():
    thread = threading.get_native_id()
    with as_the_loop_runs() as is_granted:
        inside = os.sched_getscheduler(thread)
    reset = os.SCHED_RESET_ON_FORK
    assert inside & ~reset == (os.SCHED_FIFO if is_granted else os.SCHED_OTHER)
    assert os.sched_getscheduler(thread) & ~reset == os.SCHED_OTHER


def test_no_breath_is_taken_before_there_was_work():
    assert not Breath().was_taken()
