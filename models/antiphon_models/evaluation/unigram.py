"""How many bits a note takes if one only knows how common each bin is: the floor of all models.

Knows the codec and columns of notes; knows no network.
"""

from collections.abc import Sequence

import numpy as np

from antiphon_models.codecs.note_stream import (
    DURATION,
    IOI,
    PITCHES,
    STYLES,
    VELOCITIES,
    Stream,
    encode_arrays,
)
from antiphon_models.training.note_stream_data import Columns, velocity_bins

BINS = {"ioi": IOI.count, "pitch": PITCHES, "velocity": VELOCITIES, "duration": DURATION.count}


def unigram_bits(
    training: Sequence[Columns], held_out: Sequence[Columns]
) -> dict[str, dict[str, float]]:
    """Return bits a note for each style and head, always predicting by counts in `training`.

    The counts are of the same style, and one more of each bin, so that none is impossible.
    As for the network, the first note of a piece is given, and a head whose attribute the
    style does not have is left out.
    """
    styles = sorted({piece.style for piece in held_out})
    return {
        STYLES[style]: _bits(
            _attributes([piece for piece in training if piece.style == style]),
            _attributes([piece for piece in held_out if piece.style == style]),
        )
        for style in styles
    }


def _bits(learned: dict[str, np.ndarray], heard: dict[str, np.ndarray]) -> dict[str, float]:
    bits = {}
    for head, bins in BINS.items():
        if len(heard[head]):
            counts = np.bincount(learned[head], minlength=bins) + 1.0
            bits[head] = float(-np.log2(counts / counts.sum())[heard[head]].mean())
    return bits


def _attributes(pieces: Sequence[Columns]) -> dict[str, np.ndarray]:
    streams = [_stream(piece) for piece in pieces]
    played = [
        stream.velocity[1:]
        for piece, stream in zip(pieces, streams, strict=True)
        if piece.has_velocity
    ]
    return {
        "ioi": _joined([stream.ioi_bin[1:] for stream in streams]),
        "pitch": _joined([stream.pitch[1:] for stream in streams]),
        "velocity": _joined(played),
        "duration": _joined([stream.duration_bin[1:] for stream in streams]),
    }


def _stream(piece: Columns) -> Stream:
    return encode_arrays(piece.pitch, velocity_bins(piece.velocity), piece.onset, piece.duration)


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
