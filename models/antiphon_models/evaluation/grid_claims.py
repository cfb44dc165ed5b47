"""What papers/001 claims, and what was found of each claim, in words and numbers.

Knows the study's numbers; knows no page and no figure.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

Found = Mapping[str, Any]
TITLES: Final = {"fiddle": "dance tunes and Bach", "essen": "Essen folk songs"}
NO_NUMBER: Final = "no number"
ARTICLES: Final = {"fixed": "a fixed", "adaptive": "an adaptive"}
PERCENT: Final = "\N{NO-BREAK SPACE}%"


def told(found: Found) -> str:
    """Return in a few sentences what was found."""
    networks = found["networks"]
    network = networks["fiddle"]
    cold, *_, hot = network["temperatures"]
    return (
        "As the paper says, a low fixed temperature is repetitive and a high one chaotic. For "
        f"{TITLES['fiddle']}, {_percent(cold['fixed']['looped'])} of the notes at "
        f"{cold['temperature']:g} only repeat the figure before them, and at "
        f"{hot['temperature']:g}, {_percent(hot['fixed']['outside'])} lie outside the key; in real "
        f"songs it is {_percent(network['corpus']['looped'])} and "
        f"{_percent(network['corpus']['outside'])}. Adapted to the entropy, the same temperatures "
        f"give {_percent(cold['adaptive']['looped'])} and {_percent(hot['adaptive']['outside'])}. "
        "How close melodies come to real songs was measured as the mean distance in six traits, in "
        "standard deviations between real songs; it has no confidence interval. "
        + " ".join(f"For {TITLES[name]}, {_best(one)}." for name, one in networks.items())
        + f" As to coherence, {_coherence(network)}."
    )


def _best(network: Found) -> str:
    best = {kind: _nearest(network, kind) for kind in ("fixed", "adaptive")}
    fixed, adaptive = (best[kind]["distance"][kind] for kind in ("fixed", "adaptive"))
    nearer, farther = ("fixed", "adaptive") if fixed < adaptive else ("adaptive", "fixed")
    return (
        f"{ARTICLES[nearer]} temperature of {_setting(best[nearer], nearer)} comes closest, and of "
        f"the {farther} ones {_setting(best[farther], farther)}"
    )


def _setting(row: Found, kind: str) -> str:
    return f"{row['temperature']:g} (distance {row['distance'][kind]:.2f})"


def claimed(found: Found) -> list[tuple[str, ...]]:
    """Return each claim of the paper's, its published number, and what each network did."""
    networks, none = found["networks"], NO_NUMBER
    rows: Sequence[tuple[str, str, Callable[[Found], str]]] = (
        ("a low fixed temperature is overly repetitive, a high one chaotic", none, _extremes),
        ("adapting the temperature to the entropy balances the two", none, _balance),
        ("weights of 1 cause excessive rests, 0.9 mends it", none, _rest_claim),
        (
            "learns long-term dependencies, stays coherent over extended sequences",
            none,
            _coherence,
        ),
        ("high accuracy in training", "“high”", _accuracy),
    )
    return [
        (claim, published, *(one(network) for network in networks.values()))
        for claim, published, one in rows
    ]


def length_claim(found: Found) -> str:
    """Return what was found of the claim that short sequences limit what is learned."""
    trained = [row for row in found["lengths"] if row["cut"] == "apart"]
    return (
        "The paper says that short sequences limit what is learned of the past, and gives no "
        f"number. Bits a symbol of small networks by the length they learned from: "
        f"{_by_length(trained)}. Of the shipped network by how many symbols it hears: "
        f"{_by_length(found['heard'])}."
    )


def bending(networks: Mapping[str, Found]) -> str:
    """Return what the entropy's bending does to the rhythm, which the paper does not say."""
    return "; ".join(f"{_bent(network)} for {TITLES[name]}" for name, network in networks.items())


def _bent(network: Found) -> str:
    plain = _plain(network)
    fixed, adaptive, real = (
        told["notes"][0] for told in (plain["fixed"], plain["adaptive"], network["corpus"])
    )
    return f"from {fixed:.2f} to {adaptive:.2f} (real songs {real:.2f})"


def _extremes(network: Found) -> str:
    cold, *_, hot = network["temperatures"]
    corpus = network["corpus"]
    return (
        f"at {cold['temperature']:g}, {_percent(cold['fixed']['looped'])} of the notes only repeat "
        f"the figure before them (real songs {_percent(corpus['looped'])}); at "
        f"{hot['temperature']:g}, {_percent(hot['fixed']['outside'])} lie outside the key (real "
        f"songs {_percent(corpus['outside'])})"
    )


def _balance(network: Found) -> str:
    cold, *_, hot = network["temperatures"]
    return (
        f"at the same temperatures {_percent(cold['adaptive']['looped'])} and "
        f"{_percent(hot['adaptive']['outside'])}; of all settings {_best(network)}"
    )


def _coherence(network: Found) -> str:
    return (
        f"at temperature 1, {_percent(_plain(network)['fixed']['repeated'])} of the figures of "
        "four notes had come before in the same melody, in real songs "
        f"{_percent(network['corpus']['repeated'])}"
    )


def _rest_claim(network: Found) -> str:
    at = {row["weight"]: row["rests"] for row in network["rests"]}
    return (
        f"silent are {_with_interval(at[1.0])} of the 16ths at a weight of 1, "
        f"{_with_interval(at[0.9])} at 0.9, and {_with_interval(network['corpus']['rests'])} in "
        "real songs"
    )


def _by_length(rows: Sequence[Found]) -> str:
    return ", ".join(f"{row['bits']:.3f} with {row['length']}" for row in rows)


def _accuracy(network: Found) -> str:
    score = network["training"]["training"]
    return (
        f"right are {_percent([score['accuracy']])} of all symbols, "
        f"{_percent([score['accuracy_with_ends']])} with the ends between songs, "
        f"{_percent([score['note_accuracy']])} of those that begin a note"
    )


def _plain(network: Found) -> Found:
    rows: Sequence[Found] = network["temperatures"]
    return next(row for row in rows if row["temperature"] == 1.0)


def _nearest(network: Found, kind: str) -> Found:
    rows: Sequence[Found] = network["temperatures"]
    return min(rows, key=lambda row: float(row["distance"][kind]))


def _percent(told: Sequence[float]) -> str:
    return f"{100.0 * told[0]:.1f}{PERCENT}"


def _with_interval(told: Sequence[float]) -> str:
    return f"{100.0 * told[0]:.2f} ± {100.0 * told[1]:.2f}{PERCENT}"
