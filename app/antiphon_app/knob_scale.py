"""What the positions of a knob mean: a fraction of its travel, a number, and the number's text.

Knows a parameter's declaration; knows no widget.
"""

import math

from antiphon_engine.params import Number


def position_of(number: Number, value: float) -> float:
    """Return how far round `value` lies, 0..1, along the curve that was declared."""
    if number.curve == "log":
        return math.log(value / number.low) / math.log(number.high / number.low)
    return (value - number.low) / (number.high - number.low)


def value_at(number: Number, position: float) -> float:
    """Return the value at `position`, held to 0..1, rounded to what the knob can show."""
    position = min(1.0, max(0.0, position))
    if number.curve == "log":
        value = number.low * (number.high / number.low) ** position
    else:
        value = number.low + position * (number.high - number.low)
    return _within(number, _rounded(number, value))


def stepped(number: Number, value: float, travel: float) -> float:
    """Return the value a `travel` (-1..1) further round, at the least one shown digit away."""
    target = value_at(number, position_of(number, value) + travel)
    if target != value or travel == 0:
        return target
    return _within(number, _rounded(number, value + math.copysign(resolution(number), travel)))


def resolution(number: Number) -> float:
    """Return the smallest step that the knob shows and sends."""
    return 10.0 ** -_decimals(number)


def value_text(number: Number, value: float) -> str:
    """Return `value` as it stands under the knob, without its unit."""
    text = f"{value:.{_decimals(number)}f}"
    # A bipolar knob says which way it is turned; nothing is ever "-0".
    if float(text) == 0:
        return text.removeprefix("-")
    return f"+{text}" if number.low < 0 < value else text.replace("-", "\N{MINUS SIGN}")


def typed_value(number: Number, text: str) -> float:
    """Return what was typed as a value; ValueError says what is allowed.

    A decimal comma, a sign and the unit itself are understood.
    """
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    plain = plain.removesuffix(number.unit).strip() if number.unit else plain
    try:
        value = number.parse(plain)
    except ValueError:
        raise ValueError(number.range_text()) from None
    if not math.isfinite(value):
        raise ValueError(number.range_text())
    return value


def _decimals(number: Number) -> int:
    if number.whole:
        return 0
    return 1 if number.high - number.low >= 50 else 2


def _rounded(number: Number, value: float) -> float:
    return float(round(value)) if number.whole else round(value, _decimals(number))


def _within(number: Number, value: float) -> float:
    return min(number.high, max(number.low, value))
