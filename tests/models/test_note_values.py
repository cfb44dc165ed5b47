from antiphon_models.codecs.note_stream import IOI
from antiphon_models.note_values import NoteValues

EIGHTH, INSIDE = IOI.bin_of(0.241)


def heard(*times: float) -> NoteValues:
    values = NoteValues(IOI)
    for seconds in times:
        values.hear(seconds)
    return values


def test_a_bin_stands_for_the_time_that_the_player_last_played_in_it() -> None:
    assert heard(0.245, 0.239, 0.5).exact(EIGHTH, INSIDE) == 0.239


def test_what_was_never_heard_is_where_the_network_puts_it() -> None:
    assert heard(0.5).exact(EIGHTH, 0.5) == IOI.seconds_of(EIGHTH, 0.5)


def test_a_value_on_the_edge_of_two_bins_is_found_from_either() -> None:
    below, _ = IOI.bin_of(0.2)
    edge = IOI.seconds_of(below, 0.98)
    assert heard(edge).exact(below + 1, 0.1) == edge
    assert heard(edge).exact(below + 1, 0.9) == IOI.seconds_of(below + 1, 0.9)


def test_the_first_and_the_last_bin_have_one_neighbour() -> None:
    values = heard()
    assert values.exact(0, 0.0) == IOI.seconds_of(0, 0.0)
    assert values.exact(IOI.count - 1, 1.0) == IOI.seconds_of(IOI.count - 1, 1.0)


def test_forgetting_leaves_no_value() -> None:
    values = heard(0.241)
    values.forget()
    assert values.exact(EIGHTH, 0.5) == IOI.seconds_of(EIGHTH, 0.5)


def test_a_chord_and_a_quick_run_are_not_taken_for_each_other():
    values = NoteValues(IOI)
    values.hear(0.004)
    assert values.exact(1, 0.1) == IOI.seconds_of(1, 0.1)
    values.forget()
    values.hear(0.026)
    assert values.exact(0, 0.9) == IOI.seconds_of(0, 0.9)
