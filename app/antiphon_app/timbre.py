"""What the practice sound's instruments are made of: partials, envelopes and places in the room.

Knows wave tables and seconds; knows nothing of notes that are being played.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
# With this many samples the nearest one is 70 dB away from the true value or closer.
TABLE_SIZE = 8192
# A partial above this would fold back as a whistle.
HIGHEST_PARTIAL = 18_000.0
PITCHES_IN_TABLE = 6
TABLES = 128 // PITCHES_IN_TABLE + 1

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Timbre:
    """An instrument: a body that rings on and a brightness that dies away sooner.

    `body` and `brightness` are amplitudes of partials 1, 2, ...; times are in seconds, decays
    those to 1/e at middle C (shorter above, longer below); `pan` is -1 left .. 1 right.
    """

    body: tuple[float, ...]
    brightness: tuple[float, ...]
    attack: float
    body_decay: float
    brightness_decay: float
    release: float
    pan: float
    gain: float


# Soft keys for the player: round, slow to fade, a little to the left.
KEYS = Timbre(
    body=(1.0, 0.22, 0.06, 0.02),
    brightness=(0.0, 0.35, 0.2, 0.12, 0.05),
    attack=0.005,
    body_decay=1.4,
    brightness_decay=0.25,
    release=0.14,
    pan=-0.3,
    gain=0.2,
)
# A plucked string for the machine: a hollow, bright attack, a little to the right.
PLUCK = Timbre(
    body=(0.55, 0.25, 0.3, 0.1, 0.15, 0.05),
    brightness=(0.2, 0.5, 0.55, 0.45, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.16, 0.12),
    attack=0.002,
    body_decay=0.55,
    brightness_decay=0.09,
    release=0.07,
    pan=0.3,
    gain=0.16,
)
# A dry tick, in the middle.
CLICK = Timbre(
    body=(1.0,),
    brightness=(0.0, 0.6, 0.3),
    attack=0.001,
    body_decay=0.018,
    brightness_decay=0.006,
    release=0.02,
    pan=0.0,
    gain=0.3,
)


def frequency(pitch: int) -> float:
    """Return the frequency of a pitch in Hz, A4 (69) being 440."""
    return float(440.0 * 2.0 ** ((pitch - 69) / 12))


def table_number(pitch: int) -> int:
    """Return which of the TABLES holds the partials that fit over `pitch`."""
    return pitch // PITCHES_IN_TABLE


@cache
def wave_tables(timbre: Timbre) -> tuple[Samples, Samples]:
    """Return one period of body and of brightness: float32, shape (TABLES, TABLE_SIZE)."""
    body = [_period(timbre.body, number) for number in range(TABLES)]
    brightness = [_period(timbre.brightness, number) for number in range(TABLES)]
    return np.stack(body), np.stack(brightness)


def _period(partials: tuple[float, ...], number: int) -> Samples:
    highest = frequency(number * PITCHES_IN_TABLE + PITCHES_IN_TABLE - 1)
    angle = np.arange(TABLE_SIZE) * (2 * np.pi / TABLE_SIZE)
    wave = np.zeros(TABLE_SIZE)
    for order, amplitude in enumerate(partials, start=1):
        if order * highest < HIGHEST_PARTIAL:
            wave += amplitude * np.sin(order * angle)
    return wave.astype(np.float32)
