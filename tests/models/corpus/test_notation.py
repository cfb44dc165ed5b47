import pytest

from antiphon_models.corpus.notation import chords, musicxml
from builders import phrase

PLAYED = phrase("C4:1 E4+G4:2 r:1 C5:4 B4:0.1")


def test_notes_become_chords_of_sixteenths_that_do_not_overlap() -> None:
    assert chords(PLAYED, tempo_bpm=120) == [
        (0, 4, frozenset({60})),
        (4, 8, frozenset({64, 67})),
        (16, 16, frozenset({72})),
        (32, 1, frozenset({71})),
    ]
    held = [*phrase("C3:4"), *phrase("E4:1 F4:1")]
    assert chords(held, tempo_bpm=120) == [(0, 4, frozenset({48, 64})), (4, 4, frozenset({65}))]


def test_free_playing_is_written_on_the_nearest_sixteenth() -> None:
    assert chords(phrase("C4:1 D4:1", onset=0.02, beat=0.49), tempo_bpm=120) == [
        (0, 4, frozenset({60})),
        (4, 4, frozenset({62})),
    ]


def test_a_score_has_both_parts() -> None:
    pytest.importorskip("music21")
    content = musicxml({"Player": PLAYED, "Antiphon": []}, tempo_bpm=120).decode()
    assert content.count("<part ") == 2
    assert "<part-name>Player</part-name>" in content
    assert content.count("<measure ") >= 3
