"""The network of papers/000 in torch: pitches, an LSTM, and how likely each pitch is next.

Knows tensors; knows no corpus, no motif and no training loop.
"""

from torch import Tensor, nn

from antiphon_models.networks.motif_config import MotifConfig


class MotifNetwork(nn.Module):
    """Predicts the pitch after a window of pitches, which are tokens of an alphabet."""

    def __init__(self, config: MotifConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.pitches, config.embedding)
        self.dropout = nn.Dropout(config.dropout)
        self.lstm = nn.LSTM(config.embedding, config.hidden, batch_first=True)
        self.out = nn.Linear(config.hidden, config.pitches)

    def forward(self, tokens: Tensor) -> Tensor:
        """Return the logits after each token, (batch, steps, pitches), from an empty state."""
        logits: Tensor = self.out(self._heard(tokens))
        return logits

    def after_last(self, tokens: Tensor) -> Tensor:
        """Return the logits after the last token only, (batch, pitches): all that is trained."""
        logits: Tensor = self.out(self._heard(tokens)[:, -1])
        return logits

    def _heard(self, tokens: Tensor) -> Tensor:
        hidden: Tensor = self.lstm(self.dropout(self.embedding(tokens)))[0]
        return hidden
