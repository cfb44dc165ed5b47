"""Networks of papers/002 asked as they were trained: about a window of notes, heard anew.

A window is heard from an empty state whenever something is asked, so that a length counts as
soon as it is known. Knows weights and arrays; remembers no note.
"""

from collections.abc import Sequence

import numpy as np

from antiphon_models.codecs.note_triples import PITCHES, WINDOW, Rows
from antiphon_models.runtime.lstm import Array, pass_gates
from antiphon_models.runtime.triples import Foretold, TriplesWeights, fused


class WindowedEnsemble:
    """Several networks of one LSTM layer as one, stepped together through a window.

    Knows nothing between two questions, so that all forks of a mind share it. Not thread-safe.
    Raises ValueError for networks that are deeper, or not of one size.
    """

    def __init__(self, members: Sequence[TriplesWeights]) -> None:
        configs = {member.config for member in members}
        if len(configs) != 1 or any(config.layers > 1 or config.dense for config in configs):
            raise ValueError("an ensemble is of networks of one size, one layer and no dense one")
        size, count = members[0].config.hidden, len(members)
        # Transposed: a row times a matrix is what the product is fastest at.
        matrices = [member.lstm.layers[0].T for member in members]
        self._matrix: Array = np.ascontiguousarray(np.stack(matrices))
        # Side by side, so that one product feeds all members and the whole window.
        self._fed: Array = np.concatenate([member.lstm.fed for member in members], axis=1)
        self._bias: Array = np.concatenate([member.lstm.biases[0] for member in members])
        self._heads: Array = np.stack([member.heads.T for member in members])
        self._heads_bias: Array = np.stack([member.heads_bias for member in members])
        self._rows: Array = np.empty((WINDOW, count * 4 * size), dtype=np.float32)
        self._hidden: Array = np.empty((count, 1, size), dtype=np.float32)
        self._cell: Array = np.empty((count, size), dtype=np.float32)
        self._scratch: Array = np.empty((count, size), dtype=np.float32)
        self._gates: Array = np.empty((count, 1, 4 * size), dtype=np.float32)
        self._said: Array = np.empty((count, 1, PITCHES + 2), dtype=np.float32)

    def foretell(self, window: Rows) -> Foretold:
        """Return what follows the notes of `window`, (notes, 3) as `fed` makes it; WINDOW at most.

        Fewer notes are heard from an empty state, too; none leave only what is usual.
        """
        self._hidden.fill(0.0)
        self._cell.fill(0.0)
        rows = np.dot(window, self._fed, out=self._rows[: len(window)])
        rows += self._bias
        for row in rows:
            self._step(row)
        said = np.matmul(self._hidden, self._heads, out=self._said)[:, 0]
        said += self._heads_bias
        return fused(said)

    def _step(self, row: Array) -> None:
        np.matmul(self._hidden, self._matrix, out=self._gates)
        gates, cell, hidden = self._gates[:, 0], self._cell, self._hidden[:, 0]
        gates += row.reshape(gates.shape)
        pass_gates(gates, cell, hidden, self._scratch)
