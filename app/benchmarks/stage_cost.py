"""Measures what a frame of the stage costs with 500 notes in sight, at 60 frames a second.

Run: QT_QPA_PLATFORM=offscreen python app/benchmarks/stage_cost.py
Knows the stage and a made-up duet; starts no engine. The time is the thread's own CPU time,
so that a busy machine does not count against the painting.
"""

import time
from random import Random

from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from antiphon_app.piano_roll import PianoRoll
from antiphon_app.session import Session
from antiphon_app.theme import DARK
from antiphon_engine.messages import Health, Heard, Heartbeat, Played, Ready
from antiphon_models.improviser import Source

NOTES, SECONDS, FRAMES, FRAME = 500, 12.0, 300, 1 / 60
SIZES = ((900, 300), (1100, 420), (1920, 700), (3840, 1400))


def duet(clock: list[float]) -> Session:
    """Return a session with so many notes in the seconds before now, every tenth a motif's."""
    session, random = Session(clock=lambda: clock[0]), Random(1)
    session.apply(Ready(1, "", ""))
    session.apply(Heartbeat(Health(), 0.0))
    for number in range(NOTES):
        onset = SECONDS * (number / NOTES - 1.0)
        pitch, velocity = random.randint(40, 88), random.randint(20, 127)
        source = Source("motif" if number % 20 == 1 else "network", 0.3, number, -SECONDS)
        if number % 2:
            session.apply(Played(onset, pitch, velocity, 1, source))
            session.apply(Played(onset + 0.25, pitch, 0, 1))
        else:
            session.apply(Heard(onset, pitch, velocity, 0))
            session.apply(Heard(onset + 0.25, pitch, 0, 0))
    return session


def frame_costs(width: int, height: int) -> list[float]:
    """Return the CPU seconds of each frame, sorted."""
    clock = [0.0]
    stage = PianoRoll(duet(clock), print, DARK)
    stage.resize(width, height)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    costs = []
    for number in range(FRAMES):
        clock[0] = number % 30 * FRAME
        began = time.thread_time()
        stage.refresh()
        stage.render(image)
        costs.append(time.thread_time() - began)
    return sorted(costs)


def main() -> None:
    """Print a line for each size."""
    app = QApplication([])
    for width, height in SIZES:
        costs = frame_costs(width, height)
        middle, late = costs[len(costs) // 2], costs[len(costs) * 95 // 100]
        share = 100 * middle / FRAME
        print(
            f"{width} x {height}: median {1e3 * middle:.2f} ms, 95th percentile {1e3 * late:.2f}"
            f" ms, {share:.0f} % of a core at 60 frames a second"
        )
    app.quit()


if __name__ == "__main__":
    main()
