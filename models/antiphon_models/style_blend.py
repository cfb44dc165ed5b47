"""The style that is asked for, as what the network's step takes: one style, or some of two.

Knows the codec's styles and the knobs; knows no network.
"""

import numpy as np

from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.improviser import SamplingParams
from antiphon_models.runtime.lstm import Array

Style = int | Array


def style_of(params: SamplingParams) -> Style:
    """Return the index of a style, or a float32 weight for each of STYLES where two are blended."""
    first, second = STYLES.index(params.style), STYLES.index(params.second_style)
    if params.style_blend == 0.0 or first == second:
        return first
    weights: Array = np.zeros(len(STYLES), dtype=np.float32)
    weights[first] = 1.0 - params.style_blend
    weights[second] = params.style_blend
    return weights


def is_same(one: Style, other: Style) -> bool:
    """Return whether two are the same style, or the same blend."""
    return np.array_equal(one, other)
