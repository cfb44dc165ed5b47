"""What papers/001 claims, and what was found of each claim, in words and numbers.

Knows the study's numbers; knows no page and no figure.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

Found = Mapping[str, Any]
TITLES: Final = {"fiddle": "dance tunes and Bach", "essen": "Essen folk songs"}
NO_NUMBER: Final = "no number"


def told(found: Found) -> str:
    """Return in a few sentences what was found."""
    network = found["networks"]["fiddle"]
    cold, *_, hot = network["temperatures"]
    best = {kind: _nearest(network, kind) for kind in ("fixed", "adaptive")}
    return (
        f"At a fixed temperature of {cold['temperature']:g}, {_percent(cold['fixed']['looped'])} "
        "of the notes only go round the figure before them, and at "
        f"{hot['temperature']:g}, {_percent(hot['fixed']['outside'])} lie outside the key. Bent by "
        f"the entropy it is {_percent(cold['adaptive']['looped'])} and "
        f"{_percent(hot['adaptive']['outside'])}: the temperature matters far less, as the paper "
        "says. Nearest to real songs of all is, adaptive, a temperature of "
        f"{best['adaptive']['temperature']:g} ({best['adaptive']['distance']['adaptive']:.2f} "
        f"standard deviations away), and, fixed, {best['fixed']['temperature']:g} "
        f"({best['fixed']['distance']['fixed']:.2f})."
    )


def claimed(found: Found) -> list[tuple[str, str, str]]:
    """Return each claim of the paper's, its published number, and what was found."""
    networks, none = found["networks"], NO_NUMBER
    return [
        (
            "a low fixed temperature is overly repetitive, a high one chaotic",
            none,
            _each(networks, _extremes),
        ),
        (
            "adapting the temperature to the entropy balances the two",
            none,
            _each(networks, _balance),
        ),
        ("weights of 1 cause excessive rests, 0.9 mends it", none, _each(networks, _rest_claim)),
        ("short sequences limit what is learned of the past", none, _length_claim(found)),
        ("high accuracy in training", "“high”", _each(networks, _accuracy)),
    ]


def _each(networks: Mapping[str, Found], one: Callable[[Found], str]) -> str:
    return "; ".join(f"{TITLES[name]}: {one(network)}" for name, network in networks.items())


def _extremes(network: Found) -> str:
    cold, *_, hot = network["temperatures"]
    return (
        f"loops {_percent(cold['fixed']['looped'])} at {cold['temperature']:g}, outside the key "
        f"{_percent(hot['fixed']['outside'])} at {hot['temperature']:g} (real songs "
        f"{_percent(network['corpus']['looped'])}, {_percent(network['corpus']['outside'])})"
    )


def _balance(network: Found) -> str:
    cold, *_, hot = network["temperatures"]
    best = {kind: _nearest(network, kind) for kind in ("fixed", "adaptive")}
    away = {kind: row["distance"][kind] for kind, row in best.items()}
    verdict = "better" if away["adaptive"] < away["fixed"] else "no better"
    return (
        f"loops {_percent(cold['adaptive']['looped'])}, outside the key "
        f"{_percent(hot['adaptive']['outside'])} at the same temperatures; {verdict} than the best "
        f"fixed temperature ({away['adaptive']:.2f} against {away['fixed']:.2f} from real songs)"
    )


def _rest_claim(network: Found) -> str:
    at = {row["weight"]: row["rests"] for row in network["rests"]}
    return (
        f"silent {_percent(at[1.0])} at weight 1, {_percent(at[0.9])} at 0.9, real songs "
        f"{_percent(network['corpus']['rests'])}"
    )


def _length_claim(found: Found) -> str:
    bits = {row["length"]: row["bits"] for row in found["lengths"] if row["cut"] == "apart"}
    return "bits a symbol: " + ", ".join(f"{value:.3f} with {at}" for at, value in bits.items())


def _accuracy(network: Found) -> str:
    score = network["training"]["training"]
    return (
        f"{score['accuracy']:.1%} of symbols in training, {score['accuracy_with_ends']:.1%} with "
        f"the ends between songs, {score['note_accuracy']:.1%} of those that begin a note"
    )


def _nearest(network: Found, kind: str) -> Found:
    rows: Sequence[Found] = network["temperatures"]
    return min(rows, key=lambda row: float(row["distance"][kind]))


def _percent(told: Sequence[float]) -> str:
    return f"{told[0]:.1%}"
