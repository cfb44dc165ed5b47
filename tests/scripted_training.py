"""A training that does as its words say: run by tests as its own program, as `antiphon` would be.

`learn FILE` tells two epochs and writes FILE; `wait FILE` goes on until it is asked to stop and
writes then; `idle` goes on and keeps nothing; `fail LINE` says LINE and ends in error; `nothing`
becomes no better. It says that it waits by an event of the second epoch.
"""

import json
import signal
import sys
from pathlib import Path


def tell(event: str, **facts: object) -> None:
    """Print an event as `antiphon train` does."""
    print(json.dumps({"event": event, **facts}), flush=True)


def tell_epoch(epoch: int, bits: float) -> None:
    """Tell of an epoch of four and of what was measured after it."""
    tell("Step", epoch=epoch, epochs=4, batch=9, batches=9, loss=1.0,
         seconds=60.0 * epoch, seconds_left=240.0 - 60.0 * epoch)  # fmt: skip
    tell("HeldOut", epoch=epoch, loss=1.0, bits={"all": {"symbol": bits}}, is_best=True)


def main(word: str, *rest: str) -> int:
    """Do what the words say; return the exit code."""
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
    if word == "fail":
        print(f"antiphon: {rest[0]}", file=sys.stderr)
        return 2
    tell_epoch(1, 3.0)
    tell_epoch(2, 2.5)
    if word in ("wait", "idle"):
        while not asked:
            signal.sigtimedwait([], 0.01)
    if word in ("learn", "wait"):
        Path(rest[0]).parent.mkdir(parents=True, exist_ok=True)
        Path(rest[0]).write_bytes(b"weights")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
