"""Melodies to symbols of the 16th-note grid and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_models.codecs.time_grid import (
    GridError,
    GridNote,
    SymbolMap,
    decoded,
    encoded,
    is_pitch,
    pitch_of,
)


def test_a_quarter_note_is_its_number_and_three_holds() -> None:
    # papers/001, 2.2.1, gives this very example.
    assert encoded([63], [0.0], [1.0]) == ["63", "_", "_", "_"]


def test_the_melody_of_the_slides_has_the_symbols_of_the_slides() -> None:
    # papers/004, "Music representation 2".
    pitch, duration = [60, 62, 64, 64, 65, 62], [1.0, 1.0, 0.5, 0.5, 0.5, 0.5]
    onset = [0.0, 1.0, 2.0, 2.5, 3.0, 3.5]
    assert encoded(pitch, onset, duration) == [
        *("60", "_", "_", "_"),
        *("62", "_", "_", "_"),
        *("64", "_", "64", "_"),
        *("65", "_", "62", "_"),
    ]


def test_a_longer_rest_is_one_rest_and_holds() -> None:
    assert encoded([60, 62], [0.0, 1.0], [0.25, 0.25]) == ["60", "r", "_", "_", "62"]


def test_rests_at_the_beginning_and_at_the_end_are_written() -> None:
    assert encoded([60], [0.5], [0.25], length=1.25) == ["r", "_", "60", "r", "_"]


def test_two_rests_that_meet_are_two_symbols_only_in_the_symbols_themselves() -> None:
    assert decoded(["60", "r", "r", "62"]) == decoded(["60", "r", "_", "62"])


def test_a_note_tied_over_a_bar_is_one_note_of_its_whole_length() -> None:
    symbols = encoded([60, 62], [3.0, 5.5], [2.5, 0.5])
    assert symbols == [*["r"], *["_"] * 11, "60", *["_"] * 9, "62", "_"]
    assert decoded(symbols) == [GridNote(60, 3.0, 2.5), GridNote(62, 5.5, 0.5)]


def test_no_notes_are_no_symbols_and_a_silence_is_a_rest() -> None:
    assert encoded([], [], []) == []
    assert encoded([], [], [], length=0.5) == ["r", "_"]
    assert decoded([]) == []
    assert decoded(["r", "_"]) == []


@pytest.mark.parametrize("duration", [1 / 3, 0.125, 0.0, 2 / 3, -0.25])
def test_a_duration_that_no_16ths_make_up_is_refused_by_name(duration: float) -> None:
    with pytest.raises(GridError, match=f"a duration of {duration:g} quarter lengths"):
        encoded([60], [0.0], [duration])


def test_an_onset_between_the_16ths_is_refused_by_name() -> None:
    with pytest.raises(GridError, match=r"an onset of 0\.333333 quarter lengths"):
        encoded([60], [1 / 3], [0.25])


@pytest.mark.parametrize("onset", [float("nan"), float("inf"), -0.25])
def test_an_onset_that_is_nowhere_is_refused(onset: float) -> None:
    with pytest.raises(GridError, match="an onset of"):
        encoded([60], [onset], [0.25])


def test_a_pitch_that_midi_has_not_is_refused() -> None:
    with pytest.raises(GridError, match="pitch 128"):
        encoded([128], [0.0], [0.25])


def test_a_files_rounding_is_forgiven() -> None:
    assert encoded([60], [0.0], [0.49999]) == ["60", "_"]


def test_of_a_chord_the_highest_note_is_kept() -> None:
    assert encoded([60, 67, 64], [0.0, 0.0, 0.0], [1.0, 0.5, 1.0]) == ["67", "_"]


def test_a_note_ends_where_a_higher_one_begins() -> None:
    assert encoded([60, 72], [0.0, 0.5], [4.0, 0.5]) == ["60", "_", "72", "_"]


def test_a_note_that_begins_below_a_sounding_one_is_left_out() -> None:
    pitch, onset, duration = [72, 60, 74], [0.0, 0.5, 1.0], [1.0, 0.5, 0.25]
    assert encoded(pitch, onset, duration) == ["72", "_", "_", "_", "74"]


def test_the_same_pitch_struck_again_while_it_sounds_begins_again() -> None:
    assert encoded([60, 60], [0.0, 0.5], [1.0, 0.25]) == ["60", "_", "60"]


def test_notes_in_any_order_give_the_same_symbols() -> None:
    assert encoded([62, 60], [0.5, 0.0], [0.5, 0.5]) == ["60", "_", "62", "_"]


def test_decoding_ends_at_the_end_symbol() -> None:
    assert decoded(["60", "_", "/", "62"]) == [GridNote(60, 0.0, 0.5)]


def test_a_hold_with_nothing_before_it_is_silence() -> None:
    assert decoded(["_", "_", "60"]) == [GridNote(60, 0.5, 0.25)]


@pytest.mark.parametrize("symbol", ["128", "-1", "060", "", "x", "R"])
def test_what_is_no_symbol_is_refused_by_name(symbol: str) -> None:
    with pytest.raises(GridError, match="is no symbol"):
        decoded([symbol])


def test_only_numbers_are_pitches() -> None:
    assert [is_pitch(symbol) for symbol in ("60", "_", "r", "/")] == [True, False, False, False]
    assert pitch_of("127") == 127


@st.composite
def melodies(draw: st.DrawFn) -> tuple[list[GridNote], float]:
    """Notes that do not overlap, and a whole length of at least theirs, all in 16ths."""
    notes: list[GridNote] = []
    now = 0
    for _ in range(draw(st.integers(0, 20))):
        now += draw(st.integers(0, 20))
        steps = draw(st.integers(1, 20))
        notes.append(GridNote(draw(st.integers(0, 127)), now / 4, steps / 4))
        now += steps
    return notes, (now + draw(st.integers(0, 20))) / 4


@given(melodies())
def test_any_melody_on_the_grid_comes_back_as_it_was(melody: tuple[list[GridNote], float]) -> None:
    notes, length = melody
    columns: tuple[list[float], ...] = tuple(map(list, zip(*notes, strict=True))) or ([], [], [])
    symbols = encoded([int(pitch) for pitch in columns[0]], columns[1], columns[2], length)
    assert decoded(symbols) == notes
    assert len(symbols) == length * 4


@given(st.lists(st.sampled_from(["60", "72", "_", "r"]), max_size=40))
def test_whatever_is_drawn_decodes_to_notes_that_encode_to_the_same_notes(
    symbols: list[str],
) -> None:
    notes = decoded(symbols)
    again = encoded(
        [note.pitch for note in notes],
        [note.onset for note in notes],
        [note.duration for note in notes],
    )
    assert decoded(again) == notes


def test_a_map_counts_pitches_upwards_and_then_the_signs() -> None:
    mapped = SymbolMap.of(["_", "72", "r", "/", "9", "_", "100"])
    assert mapped.symbols == ("9", "72", "100", "/", "_", "r")
    assert mapped.numbers_of(["72", "_", "/"]) == [1, 4, 3]
    assert mapped.symbols_of([1, 4, 3]) == ["72", "_", "/"]


def test_a_map_as_json_is_an_object_of_symbol_to_number() -> None:
    mapped = SymbolMap(("60", "/", "_"))
    assert mapped.json == '{"60": 0, "/": 1, "_": 2}'
    assert SymbolMap.from_json('{"_": 2, "60": 0, "/": 1}') == mapped


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "3", '{"60": 1}', '{"60": 0, "_": 0}', '{"x": 0}', '{"60": "0"}', "[[]]"],
)
def test_what_is_no_map_is_refused(text: str) -> None:
    with pytest.raises(GridError):
        SymbolMap.from_json(text)


def test_a_symbol_that_is_not_mapped_is_refused_by_name() -> None:
    with pytest.raises(GridError, match="'61' is not in the map"):
        SymbolMap(("60", "_")).numbers_of(["60", "61"])


def test_a_map_with_a_symbol_twice_is_refused() -> None:
    with pytest.raises(GridError, match="twice"):
        SymbolMap(("60", "60"))


def test_maps_of_other_symbols_or_another_order_have_other_digests() -> None:
    digests = {SymbolMap(s).digest for s in [("60", "_"), ("_", "60"), ("60", "_", "r")]}
    assert len(digests) == 3
