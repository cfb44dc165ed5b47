from antiphon_models.corpus.own_split import split_own
from antiphon_models.corpus.piece import Piece
from builders import line


def voice(name, notes):
    return Piece(name, "mine", tuple(line([60] * notes)), True)


def lengths(pieces):
    return [len(piece.notes) for piece in pieces]


def test_of_many_files_every_tenth_is_held_out_with_all_its_voices():
    pieces = [voice(f"take {number}/{hand}", 50) for number in range(20) for hand in (0, 1)]
    training, held_out = split_own(pieces)
    assert (len(training), len(held_out)) == (36, 4)
    files = {piece.name.partition("/")[0] for piece in held_out}
    assert len(files) == 2
    assert not files & {piece.name.partition("/")[0] for piece in training}


def test_of_few_files_the_last_tenth_of_each_voice_is_held_out():
    training, held_out = split_own([voice("a/0", 2000), voice("b/0", 500)])
    assert (lengths(training), lengths(held_out)) == ([1800, 450], [200, 50])
    assert held_out[0].notes[0].onset > training[0].notes[-1].onset


def test_of_few_notes_the_last_fifth_is_held_out():
    training, held_out = split_own([voice("a/0", 300)])
    assert (lengths(training), lengths(held_out)) == ([240], [60])


def test_a_scrap_is_learned_whole():
    training, held_out = split_own([voice("a/0", 300), voice("b/0", 20)])
    assert (lengths(training), lengths(held_out)) == ([240, 20], [60])


def test_of_mere_scraps_every_fifth_is_held_out():
    training, held_out = split_own([voice(f"{number}/0", 30) for number in range(10)])
    assert (lengths(training), lengths(held_out)) == ([30] * 8, [30] * 2)


def test_the_same_files_are_held_out_every_time():
    pieces = [voice(f"take {number}/0", 50) for number in range(40)]
    assert split_own(pieces) == split_own(list(pieces))
