from antiphon_models.corpus.piece import is_held_out


def test_held_out_pieces_are_the_same_for_ever():
    assert [name for name in (f"{n:03d}" for n in range(1, 40)) if is_held_out(name)] == [
        "010",
        "012",
        "018",
        "019",
        "027",
        "031",
        "039",
    ]


def test_about_one_piece_in_ten_is_held_out():
    held_out = sum(is_held_out(f"piece {number}") for number in range(1000))
    assert 70 < held_out < 130
