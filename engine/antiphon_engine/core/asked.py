"""What the knobs ask of the mind for one answer: what is automatic decided, what is sent moved.

Knows the knobs and the phrase; knows no mind.
"""

from dataclasses import replace

from antiphon_engine.params import Params
from antiphon_models.music.key import transposed_root

HOTTEST = 10.0
Scale = tuple[str, str]


def asked(params: Params, scale: Scale | None, heat: float = 1.0) -> Params:
    """Return `params` as the mind is to read them.

    `scale` is the root and name of the one that the phrase is in, if it is in one: what an
    automatic scale lock locks to. What sounds is in the scale, so that before a transposition
    another one is. `heat` multiplies the temperature.
    """
    if params.scale_lock == "off" and heat == 1.0:
        return params
    root, lock = params.scale_root, params.scale_lock
    if lock == "auto":
        root, lock = scale or (root, "off")
    return replace(
        params,
        temperature=min(params.temperature * heat, HOTTEST),
        scale_lock=lock,
        scale_root=transposed_root(root, -params.transpose),
    )
