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
    networks = found["networks"]
    network = networks["fiddle"]
    cold, *_, hot = network["temperatures"]
    return (
        f"At a fixed temperature of {cold['temperature']:g}, {_percent(cold['fixed']['looped'])} "
        "of the notes only go round the figure before them, and at "
        f"{hot['temperature']:g}, {_percent(hot['fixed']['outside'])} lie outside the key: so far "
        "the paper is right. Bent by the entropy, it is "
        f"{_percent(cold['adaptive']['looped'])} and {_percent(hot['adaptive']['outside'])}, so "
        "that both extremes are gone. But "
        + "; ".join(
            f"for {TITLES[name]} {_best(network)}" for name, network in found["networks"].items()
        )
        + f". And {_coherence(network)}."
    )


def _best(network: Found) -> str:
    best = {kind: _nearest(network, kind) for kind in ("fixed", "adaptive")}
    fixed, adaptive = (best[kind]["distance"][kind] for kind in ("fixed", "adaptive"))
    nearer, farther = ("fixed", "adaptive") if fixed < adaptive else ("adaptive", "fixed")
    return (
        f"nearest to real songs is {_setting(best[nearer], nearer)}, before "
        f"{_setting(best[farther], farther)}"
    )


def _setting(row: Found, kind: str) -> str:
    away = row["distance"][kind]
    return f"{kind} {row['temperature']:g} ({away:.2f} standard deviations away)"


def claimed(found: Found) -> list[tuple[str, str, str]]:
    """Return each claim of the paper's, its published number, and what was found."""
    networks, none = found["networks"], NO_NUMBER
    return [
        (
            "a low fixed temperature is overly repetitive, a high one chaotic",
            none,
            each(networks, _extremes),
        ),
        (
            "adapting the temperature to the entropy balances the two",
            none,
            each(networks, _balance),
        ),
        ("weights of 1 cause excessive rests, 0.9 mends it", none, each(networks, _rest_claim)),
        (
            "learns long-term dependencies, stays coherent over extended sequences",
            none,
            each(networks, _coherence),
        ),
        ("short sequences limit what is learned of the past", none, _length_claim(found)),
        ("high accuracy in training", "“high”", each(networks, _accuracy)),
    ]


def each(networks: Mapping[str, Found], one: Callable[[Found], str]) -> str:
    """Return what `one` says of each network, by title."""
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
    return (
        f"loops {_percent(cold['adaptive']['looped'])}, outside the key "
        f"{_percent(hot['adaptive']['outside'])} at the same temperatures; {_best(network)}"
    )


def bending(network: Found) -> str:
    """Return what the entropy's bending does to the rhythm, which the paper does not say."""
    plain = next(row for row in network["temperatures"] if row["temperature"] == 1.0)
    fixed, adaptive, real = (
        told["notes"][0] for told in (plain["fixed"], plain["adaptive"], network["corpus"])
    )
    return (
        f"at temperature 1 the bending takes {fixed:.2f} notes in a 16th to {adaptive:.2f} (real "
        f"songs {real:.2f})"
    )


def _coherence(network: Found) -> str:
    plain = next(row for row in network["temperatures"] if row["temperature"] == 1.0)
    return (
        f"{_percent(plain['fixed']['repeated'])} of runs of four pitches at temperature 1 were "
        f"there before, in real songs {_percent(network['corpus']['repeated'])}"
    )


def _rest_claim(network: Found) -> str:
    at = {row["weight"]: row["rests"] for row in network["rests"]}
    return (
        f"silent {_with_interval(at[1.0])} at weight 1, {_with_interval(at[0.9])} at 0.9, real "
        f"songs {_with_interval(network['corpus']['rests'])}"
    )


def _length_claim(found: Found) -> str:
    trained = [row for row in found["lengths"] if row["cut"] == "apart"]
    return (
        f"bits a symbol of small networks trained so: {_by_length(trained)}; of the shipped one, "
        f"hearing so many: {_by_length(found['heard'])}"
    )


def _by_length(rows: Sequence[Found]) -> str:
    return ", ".join(f"{row['bits']:.3f} with {row['length']}" for row in rows)


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


def _with_interval(told: Sequence[float]) -> str:
    return f"{told[0]:.2%} ± {told[1]:.2%}"
