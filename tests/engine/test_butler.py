from antiphon_engine.butler import Butler, Duties
from antiphon_engine.clock import ManualClock


class Household:
    """A butler on a manual clock, and what it has done."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.done: list[str] = []
        self.is_well = True
        self.resting = 0.0
        self.disk_error: OSError | None = None
        self.butler = Butler(
            self.clock,
            Duties(
                self._flush,
                lambda: self.is_well,
                lambda: self.done.append("heartbeat"),
                lambda: self.resting,
                lambda: self.done.append("garbage"),
                self.done.append,
            ),
        )

    def _flush(self) -> None:
        if self.disk_error:
            raise self.disk_error
        self.done.append("journal")

    def at(self, time: float) -> list[str]:
        self.clock.set(time)
        self.done.clear()
        self.butler.look_after_things()
        return list(self.done)


def test_the_journal_is_flushed_each_time_and_the_heart_beats_twice_a_second() -> None:
    house = Household()
    assert house.at(0.0) == ["journal", "heartbeat"]
    assert house.at(0.25) == ["journal"]
    assert house.at(0.5) == ["journal", "heartbeat"]


def test_there_is_no_heartbeat_while_a_thread_has_stopped() -> None:
    house = Household()
    house.is_well = False
    assert house.at(5.0) == ["journal"]
    house.is_well = True
    assert house.at(5.1) == ["journal", "heartbeat"]


def test_garbage_is_collected_in_rests_only_and_not_too_often() -> None:
    house = Household()
    assert "garbage" not in house.at(20.0)
    house.resting = 1.5
    assert "garbage" in house.at(21.0)
    assert "garbage" not in house.at(22.0)
    assert "garbage" in house.at(31.0)


def test_a_full_disk_is_said_once_and_does_not_stop_the_heart() -> None:
    house = Household()
    house.disk_error = OSError(28, "No space left on device")
    trouble = "the journal cannot be written: No space left on device; make room on the disk"
    assert house.at(0.0) == [trouble, "heartbeat"]
    assert house.at(0.5) == ["heartbeat"]
    house.disk_error = None
    assert house.at(1.0) == ["journal", "heartbeat"]
