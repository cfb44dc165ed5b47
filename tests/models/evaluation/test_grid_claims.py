"""What the study of the grid says in words, from numbers by hand."""

from antiphon_models.evaluation.grid_claims import bending, claimed, length_claim, told


def measured(looped=0.0, outside=0.0, repeated=0.0, notes=0.0):
    values = {"looped": looped, "outside": outside, "repeated": repeated, "notes": notes}
    return {name: [value, 0.01] for name, value in values.items()}


def row(temperature, fixed, adaptive, distances):
    return {
        "temperature": temperature,
        "fixed": fixed,
        "adaptive": adaptive,
        "distance": dict(zip(("fixed", "adaptive"), distances, strict=True)),
    }


NETWORK = {
    "corpus": {**measured(0.024, 0.019, 0.286, 0.484), "rests": [0.004, 0.002]},
    "temperatures": [
        row(0.2, measured(looped=0.126), measured(looped=0.032), (1.2, 0.45)),
        row(1.0, measured(repeated=0.054, notes=0.475), measured(notes=0.794), (0.5, 0.97)),
        row(2.0, measured(outside=0.131), measured(outside=0.028), (1.85, 0.7)),
    ],
    "rests": [
        {"weight": 0.9, "rests": [0.0046, 0.0018]},
        {"weight": 1.0, "rests": [0.0053, 0.0019]},
    ],
    "training": {
        "training": {"accuracy": 0.7255, "accuracy_with_ends": 0.7876, "note_accuracy": 0.4571}
    },
}
FOUND = {
    "networks": {"fiddle": NETWORK},
    "lengths": [
        {"length": 16, "cut": "apart", "bits": 1.515},
        {"length": 64, "cut": "carried", "bits": 1.499},
    ],
    "heard": [{"length": 8, "bits": 1.619}],
}


def test_the_lead_names_both_extremes_and_what_came_closest() -> None:
    said = told(FOUND).replace("\N{NO-BREAK SPACE}", " ")
    assert "12.6 % of the notes at 0.2 only repeat the figure before them" in said
    assert "at 2, 13.1 % lie outside the key; in real songs it is 2.4 % and 1.9 %" in said
    assert "the same temperatures give 3.2 % and 2.8 %" in said
    # The adaptive one is nearer here, so it comes first.
    assert (
        "For dance tunes and Bach, an adaptive temperature of 0.2 (distance 0.45) comes closest, "
        "and of the fixed ones 1 (distance 0.50)." in said
    )


def test_each_claim_has_a_cell_for_each_network() -> None:
    rows = claimed({"networks": {"fiddle": NETWORK, "essen": NETWORK}})
    assert [len(row) for row in rows] == [4] * 5
    assert rows[2][2] == (
        "silent are 0.53 ± 0.19\N{NO-BREAK SPACE}% of the 16ths at a weight of 1, "
        "0.46 ± 0.18\N{NO-BREAK SPACE}% at 0.9, and 0.40 ± 0.20\N{NO-BREAK SPACE}% in real songs"
    )


def test_of_lengths_only_windows_apart_are_told() -> None:
    said = length_claim(FOUND)
    assert "1.515 with 16." in said
    assert "1.619 with 8." in said
    assert "1.499" not in said


def test_what_bending_does_to_the_rhythm_is_told_of_each_network() -> None:
    assert bending({"essen": NETWORK}) == (
        "from 0.47 to 0.79 (real songs 0.48) for Essen folk songs"
    )
