"""The library of the extra `sound`, which not every machine has."""

from importlib.util import find_spec

import pytest

needs_miniaudio = pytest.mark.skipif(
    find_spec("miniaudio") is None,
    reason="miniaudio is not installed: pip install 'antiphon[sound]'",
)
