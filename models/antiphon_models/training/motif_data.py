"""What papers/000's network learns from: windows of tokens, and what came after each.

Knows arrays; knows no file, no network and no torch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from antiphon_models.codecs.pitch_sequence import PitchAlphabet, PitchSequence
from antiphon_models.corpus.piece import is_held_out

Tokens = npt.NDArray[np.int64]
TRAINING_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of one length, (count, steps), and the token that came after each, (count,)."""

    tokens: Tokens
    following: Tokens

    def __len__(self) -> int:
        return len(self.following)

    def batches(self, size: int, rng: np.random.Generator) -> Iterator["Windows"]:
        """Yield all windows once, in a new order, `size` at a time."""
        order = rng.permutation(len(self))
        for start in range(0, len(order), size):
            chosen = order[start : start + size]
            yield Windows(self.tokens[chosen], self.following[chosen])


def windows_of(sequences: Sequence[PitchSequence], alphabet: PitchAlphabet, steps: int) -> Windows:
    """Return every window of `steps` tokens that has one after it; none straddles two sequences."""
    tokens = [np.empty((0, steps), dtype=np.int64)]
    following = [np.empty(0, dtype=np.int64)]
    for sequence in sequences:
        line = np.array(alphabet.encode(sequence.pitches), dtype=np.int64)
        if len(line) > steps:
            tokens.append(np.lib.stride_tricks.sliding_window_view(line, steps)[:-1])
            following.append(line[steps:])
    return Windows(np.concatenate(tokens), np.concatenate(following))


def split_by_piece(
    sequences: Sequence[PitchSequence],
) -> tuple[list[PitchSequence], list[PitchSequence]]:
    """Return what is learned from and what is held out: whole movements, Antiphon's own rule."""
    learned = [sequence for sequence in sequences if not is_held_out(sequence.name)]
    return learned, [sequence for sequence in sequences if is_held_out(sequence.name)]


def split_by_window(windows: Windows) -> tuple[Windows, Windows]:
    """Return the first 80 % of all windows and the rest, as papers/000's program splits them.

    The two meet within a movement.
    """
    place = int(len(windows) * TRAINING_SHARE)
    return (
        Windows(windows.tokens[:place], windows.following[:place]),
        Windows(windows.tokens[place:], windows.following[place:]),
    )
