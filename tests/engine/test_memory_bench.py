from antiphon_engine.memory_bench import memory_times


def test_every_note_is_timed_and_the_memory_weighed():
    times = memory_times(notes=300, window=512, seed=1)
    assert len(times.seconds) == 300
    assert min(times.seconds) > 0.0
    assert 300 * 40 < times.nbytes < 100_000
