from antiphon_models.corpus.abc_fields import stated_keys

BOOK = """\
X: 1
T: First
K: Gm % two flats in the book
GAB
K: D
X:2
K:A Dorian
X:3
T: K: in a title
GAB
"""


def test_each_tune_has_the_first_key_that_it_states_without_remarks():
    assert stated_keys(BOOK) == {1: "Gm", 2: "A Dorian", 3: ""}


def test_of_tunes_with_one_number_the_last_counts():
    assert stated_keys("X:1\nK:C\nX:1\nK:D\n") == {1: "D"}


def test_a_file_without_tunes_states_no_key():
    assert stated_keys("K: G\n") == {}
