"""What papers/003's study found in a few sentences, and the paper's numbers beside ours.

Knows the study's results and what the paper says; draws and lays out nothing.
"""

from collections.abc import Mapping
from typing import Any, Final

from antiphon_models.evaluation.study_page import Cell
from antiphon_models.evaluation.vrash_figures import NAMES
from antiphon_models.evaluation.vrash_lines import DISTANCES

Found = Mapping[str, Any]
BESIDE: Final = ("what", "paper", "here", "remarks")
# Table 1 of the paper: recall of good tracks on the test set, by method and share of test.
PUBLISHED: Final = {
    "logistic regression": {0.5: 0.79, 0.4: 0.81, 0.3: 0.85, 0.2: 0.86},
    "SVC, linear kernel": {0.5: 0.74, 0.4: 0.78, 0.3: 0.84, 0.2: 0.85},
    "SVC, RBF kernel": {0.5: 0.77, 0.4: 0.81, 0.3: 0.81, 0.2: 0.87},
}
PLAIN: Final = "1"
FAR: Final = DISTANCES.index(32)
# A difference of fewer standard errors than this is none.
SURE: Final = 3.0


def summary(found: Found) -> str:
    """Return what was found, in a few sentences."""
    bound, apart = found["bound"], found["less_lm"]["vrash"]
    cheaper = "more" if apart["mean"] > 0 else "less"
    repeats = {kind: found["lines"][PLAIN]["jazz"][kind]["repeated_pitch"] for kind in NAMES}
    most = max(("lm", "vae", "vrash"), key=lambda kind: repeats[kind])
    return (
        f"On held-out tracks a note costs VRASH {bound['vrash']:.3f} bits and the language model "
        f"{bound['lm']:.3f}: {abs(apart['mean']):.3f} bits {cheaper} a note "
        f"({_sureness(apart['t'])}). The VAE, which does not hear what it plays, costs "
        f"{bound['vae']:.3f}. The one that repeats a note most often is the {NAMES[most]} "
        f"({repeats[most]:.1%} of its notes in jazz style; real solos {repeats['real']:.1%}). "
        f"{_nearest_told(found)} One training with one seed each: what another would give is "
        "not known."
    )


def _nearest_told(found: Found) -> str:
    told = [
        f"{NAMES[nearest(sets)]} in {style} style" for style, sets in found["lines"][PLAIN].items()
    ]
    return f"Nearest to real tracks' mutual information is {' and '.join(told)}."


def nearest(sets: Found) -> str:
    """Return which network's mutual information above shuffled lines is nearest to real lines'."""
    real = _above(sets["real"])

    def away(kind: str) -> float:
        return sum(abs(a - b) for a, b in zip(_above(sets[kind]), real, strict=True))

    return min(("lm", "vae", "vrash"), key=away)


def _above(measures: Found) -> list[float]:
    told = measures["information"]
    return [bits - base for bits, base in zip(told["bits"], told["shuffled"], strict=True)]


def _sureness(t: float) -> str:
    if abs(t) >= SURE:
        return f"{abs(t):.0f} standard errors over held-out tracks"
    return f"only {abs(t):.1f} standard errors over held-out tracks, so no difference is shown"


def beside(found: Found) -> list[list[Cell]]:
    """Return a row for each of the paper's statements: theirs, ours, and what to know of it."""
    jazz, bach = found["lines"][PLAIN]["jazz"], found["lines"][PLAIN]["bach"]
    return [
        ["tracks to learn from, after the filters", "15+ thousand", sum(
            told["kept"] for told in found["corpus"].values()),
         "4 GB of MIDI files of theirs, not given on; ours are those that may be"],
        ["cross-entropy, VRASH against LM", "comparable, VRASH marginally better",
         f"{found['less_lm']['vrash']['mean']:+.3f} bits a note",
         "the paper's figure 4 has no numbers that could be read"],
        ["repeats of a note", "more prominent for the LM", _repeated(jazz),
         "LM, VAE, VRASH, real, jazz style; the paper gives no number"],
        ["MI 32 notes apart, Bach style", "higher than in real tracks", _far(bach),
         "real, LM, VRASH, in bits; the paper's figure is without a scale here"],
        ["MI 32 notes apart, jazz style", "decreases faster than in real data", _far(jazz),
         "the same"],
        ["recall of good tracks", "0.74 to 0.87", _recalls(found),
         "theirs are good by listeners' marks; ours are real against generated"],
        ["runs on a small computer", "pseudo-real time on a Raspberry Pi",
         f"{found['speed']['vrash']:,.0f} notes a second",
         "one core of this machine; no Raspberry Pi was at hand"],
    ]  # fmt: skip


def _repeated(sets: Found) -> str:
    return ", ".join(f"{sets[k]['repeated_pitch']:.1%}" for k in ("lm", "vae", "vrash", "real"))


def _far(sets: Found) -> str:
    return ", ".join(
        f"{sets[name]['information']['bits'][FAR]:.2f}" for name in ("real", "lm", "vrash")
    )


def _recalls(found: Found) -> str:
    recalls = [row["recall"] for told in found["filter"].values() for row in told["rows"]]
    return f"{min(recalls):.2f} to {max(recalls):.2f}" if recalls else "too few tracks"
