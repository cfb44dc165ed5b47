"""The melody network of the benchmark in torch: an LSTM that sees each note in several views.

A note is fed, and a next pitch is rated, as a pitch, as the interval from the note before and
as the interval from the first note of the melody. Knows tensors; knows no melody set and no
training loop.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

PITCHES = 128
START = PITCHES
# Intervals beyond this are seen as this.
WIDEST = 24
NO_INTERVAL = 2 * WIDEST + 1
INTERVALS = 2 * WIDEST + 2
# How far a melody may be moved in training, in semitones, up or down.
FARTHEST = 6


@dataclass(frozen=True, slots=True)
class MelodyConfig:
    """The shape of a melody network; `views` adds the two intervals to the plain pitch."""

    hidden: int = 128
    embedding: int = 64
    layers: int = 1
    dropout: float = 0.5
    views: bool = True


class MelodyNetwork(nn.Module):
    """Predicts each pitch of a melody from those before it."""

    def __init__(self, config: MelodyConfig) -> None:
        super().__init__()
        self.config = config
        self.fed_pitch = nn.Embedding(PITCHES + 1, config.embedding)
        self.fed_shift = nn.Embedding(2 * FARTHEST + 1, config.embedding)
        self.out_pitch = nn.Linear(config.hidden, PITCHES)
        if config.views:
            self.fed_interval = nn.Embedding(INTERVALS, config.embedding)
            self.fed_from_first = nn.Embedding(INTERVALS, config.embedding)
            self.out_interval = nn.Linear(config.hidden, INTERVALS)
            self.out_from_first = nn.Linear(config.hidden, INTERVALS)
        self.lstm = nn.LSTM(
            config.embedding,
            config.hidden,
            config.layers,
            batch_first=True,
            dropout=config.dropout if config.layers > 1 else 0.0,
        )
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, pitch: Tensor, shift: Tensor, alphabet: Tensor) -> Tensor:
        """Return the logits of each note of melodies, shape (batch, steps, alphabet).

        `pitch` (batch, steps), int64, is what is predicted and, a step later, fed: it has been
        moved by `shift` (batch,) semitones, and so are the pitches of `alphabet` rated.
        """
        last = torch.cat([torch.full_like(pitch[:, :1], START), pitch[:, :-1]], dim=1)
        first = pitch[:, :1].expand_as(pitch)
        fed = self.fed_pitch(last) + self.fed_shift(shift + FARTHEST)[:, None]
        if self.config.views:
            before = torch.cat([torch.full_like(pitch[:, :1], START), last[:, :-1]], dim=1)
            fed = fed + self.fed_interval(_interval(last, before))
            fed = fed + self.fed_from_first(_interval(last, first))
        hidden = self.dropout(self.lstm(self.dropout(fed))[0])
        return self._rate(hidden, last, first, alphabet + shift[:, None])

    def _rate(self, hidden: Tensor, last: Tensor, first: Tensor, choices: Tensor) -> Tensor:
        wanted = choices[:, None].expand(-1, hidden.shape[1], -1)
        logits: Tensor = self.out_pitch(hidden).gather(2, wanted)
        if self.config.views:
            steps = _interval(wanted, last[..., None])
            logits = logits + self.out_interval(hidden).gather(2, steps)
            # Before the first note there is none to measure from.
            origin = torch.where(last == START, last, first)
            steps = _interval(wanted, origin[..., None])
            logits = logits + self.out_from_first(hidden).gather(2, steps)
        return logits


def _interval(pitch: Tensor, origin: Tensor) -> Tensor:
    """Return the row of an interval table; either may be START, which gives no interval."""
    row = (pitch - origin).clamp(-WIDEST, WIDEST) + WIDEST
    return torch.where((pitch == START) | (origin == START), NO_INTERVAL, row)
