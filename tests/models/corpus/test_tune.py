import pytest

from antiphon_models.corpus.tune import Tune, family, piece_of


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Enchanted Valley", "enchanted valley"),
        ("Money Musk -- Reel", "money musk"),
        ("Money Musk No. 2", "money musk"),
        ("Jerry Daly's Hornpipe (2nd)", "jerry dalys"),
        ("Quick Step. 25th Regt.", "quick step regt"),
        ("Ballad IV", "ballad"),
        ("O'Carolan's Devotion.", "ocarolans devotion"),
        ("A Reel", "a reel"),
        ("No. 5", "no 5"),
        ("", ""),
    ],
)
def test_variants_of_a_title_are_of_one_family(title, expected):
    assert family(title) == expected


def tune(title="The Valley", source="book/1"):
    return Tune(source, title, "", (60, 64, 67), (0.0, 1.0, 1.5), (1.0, 0.5, 2.0))


def test_a_tune_is_played_at_a_tempo_of_its_own():
    piece = piece_of(tune(), "fiddle", (120.0, 120.0))
    assert [(note.pitch, note.onset, note.duration) for note in piece.notes] == [
        (60, 0.0, 0.5),
        (64, 0.5, 0.25),
        (67, 0.75, 1.0),
    ]
    assert (piece.name, piece.style, piece.has_velocity) == ("valley", "fiddle", False)


def test_the_tempo_is_the_same_for_the_same_seed_and_within_its_range():
    def quarter(source, seed):
        return piece_of(tune(source=source), "fiddle", (60.0, 240.0), seed).notes[1].onset

    assert quarter("book/1", 1) == quarter("book/1", 1)
    tempi = {quarter(f"book/{number}", seed) for number in range(10) for seed in range(10)}
    assert len(tempi) == 100
    assert 0.25 <= min(tempi) < 0.3
    assert 0.7 < max(tempi) <= 1.0


def test_a_tune_without_a_title_has_the_name_of_its_source():
    assert piece_of(tune(title=""), "folk", (100.0, 100.0)).name == "book/1"
