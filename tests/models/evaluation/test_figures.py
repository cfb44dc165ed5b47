import pytest

pytest.importorskip("matplotlib")

from antiphon_models.evaluation.figure_look import DARK, LIGHT
from antiphon_models.evaluation.figures import answers, marks, melody, memory


def row(name, kind, bits):
    return {"name": name, "class": kind, "bits": bits}


def melodies(sets, *rows):
    return {"sets": dict.fromkeys(map(str, range(sets))), "rows": rows}


def test_a_class_holds_its_own_rows_alone_and_what_was_published_beside_them():
    results = melodies(
        6,
        row("uniform", "a", 4.8),
        row("PPM LTM+", "c", 2.5),
        row("network", "a", 2.4),
        row("network + memory, no pitch view", "c", 2.3),
        row("network + memory", "c", 2.2),
    )
    assert [mark.name for mark in marks(results, "c")] == [
        "PPM LTM+, published",
        "PPM LTM+",
        "PPM LTM+ & STM, published",
        "network + memory",
    ]
    assert [mark.is_ours for mark in marks(results, "c")] == [False, False, False, True]


def test_what_was_published_is_of_as_many_sets():
    assert marks(melodies(8), "b")[0].bits == 3.147
    assert marks(melodies(6), "b")[0].bits == 3.128
    assert marks(melodies(1), "b") == []


def test_classes_never_share_axes():
    results = melodies(6, row("network", "a", 2.5), row("network", "b", 2.2), row("n", "da", 2.1))
    panels = melody(results, LIGHT).axes
    assert [axes.get_title(loc="left")[:5] for axes in panels] == [
        "(a)  ",
        "(b)  ",
        "(c)  ",
        "(d a)",
    ]


def test_what_hardly_ever_happened_is_not_drawn():
    def rows(across):
        return [
            {across: 0.2, "came_true": 0.3, "network": 0.1, "count": 50},
            {across: 0.9, "came_true": 1.0, "network": 0.1, "count": 49},
        ]

    view = {"by_rate": rows("predicted"), "by_length": rows("length")}
    trust, lengths = memory(
        {"views": {"pitch": view, "interval": view, "contour": view}}, DARK
    ).axes
    assert [list(line.get_xdata()) for line in trust.lines] == [[0, 1], [0.2], [0.2], [0.2]]
    assert [list(line.get_ydata()) for line in lengths.lines] == [[0.3], [0.1]] * 3


def test_answers_are_ranked_and_ours_is_set_against_the_others():
    def told(value, margin):
        def sure(middle):
            return {"mean": {"value": middle, "low": middle - 0.01, "high": middle + 0.02}}

        return {"means": sure(value), "margin": sure(margin)}

    systems = {"dice": told(0.4, 0.2), "antiphon": told(0.2, 0.0), "motifs": told(0.1, -0.1)}
    results = {"ours": "antiphon", "prompts": 1000, "systems": systems}
    apart, further = answers(results, LIGHT).axes
    assert [label.get_text() for label in apart.get_yticklabels()] == ["motifs", "antiphon", "dice"]
    assert [text.get_text() for text in further.texts] == ["-0.100", "+0.200"]
    assert apart.get_xlabel() == "mean of ten distances, 95 %; 1,000 prompts"
