from antiphon_models.corpus.piece import Piece, is_held_out
from antiphon_models.corpus.split import runs, split
from builders import line

TUNE = [60, 62, 64, 65, 67, 65, 64, 62, 60, 67, 64, 60, 62, 64, 60]
OTHER = [60, 67, 60, 67, 59, 67, 60, 64, 62, 60, 59, 57, 55, 60, 60]
HELD_OUT, LEARNED = "010", "001"


def piece(name, pitches, style="fiddle"):
    return Piece(name, style, tuple(line(pitches)), has_velocity=False)


def test_the_rule_by_name_divides_the_pieces():
    assert (is_held_out(HELD_OUT), is_held_out(LEARNED)) == (True, False)
    training, held_out = split([piece(LEARNED, OTHER), piece(HELD_OUT, TUNE)])
    assert [each.name for each in training] == [LEARNED]
    assert [each.name for each in held_out] == [HELD_OUT]


def test_a_tune_with_thirteen_notes_of_a_held_out_one_in_any_key_is_not_learned():
    variant = piece("002", [50, *(pitch + 5 for pitch in TUNE[1:14]), 40])
    training, held_out = split([variant, piece(HELD_OUT, TUNE)])
    assert (training, len(held_out)) == ([], 1)


def test_a_tune_with_twelve_notes_of_a_held_out_one_is_learned():
    variant = piece("002", [50, *(pitch + 5 for pitch in TUNE[1:13]), 40])
    training, _ = split([variant, piece(HELD_OUT, TUNE)])
    assert training == [variant]


def test_only_tunes_are_compared():
    pieces = [piece("002", TUNE, "jazz"), piece(HELD_OUT, TUNE, "jazz")]
    assert [len(part) for part in split(pieces)] == [1, 1]


def test_a_tune_has_as_many_runs_as_places_where_one_begins():
    assert len(list(runs(piece("002", TUNE)))) == 3
    assert list(runs(piece("002", TUNE[:12]))) == []
