import numpy as np

from antiphon_models.codecs.note_stream import DURATION, IOI, STYLES, UNKNOWN_VELOCITY, encode
from antiphon_models.corpus.piece import Piece
from antiphon_models.training.note_stream_data import (
    columns_of,
    epoch_cuts,
    plain_cuts,
    played,
    velocity_bins,
    windows,
)
from builders import line

SCALE = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76]


def piece(style="jazz", pitches=SCALE, has_velocity=False):
    return Piece("a piece", style, tuple(line(list(pitches))), has_velocity)


def test_pieces_of_a_single_note_teach_nothing():
    assert columns_of([piece(pitches=[60])]) == []


def test_windows_cover_every_note_once():
    cuts = plain_cuts(columns_of([piece()]), length=4)
    assert [(cut.start, cut.stop) for cut in cuts] == [(0, 5), (4, 9), (8, 10)]
    batch = windows(cuts, length=4)
    predicted = batch.notes[0][:, 1:][batch.is_note[:, 1:]]
    assert predicted.tolist() == SCALE[1:]


def test_a_window_from_the_middle_knows_the_interval_before_it():
    (whole,) = columns_of([piece()])
    batch = windows(plain_cuts([whole], length=4)[1:2], length=4)
    assert batch.notes[1][0].tolist() == encode(line(SCALE)).ioi_bin[4:9].tolist()


def test_held_out_windows_are_not_varied():
    batch = windows(plain_cuts(columns_of([piece("pop", has_velocity=True)]), 16), 16)
    stream = encode(line(SCALE))
    assert batch.notes[0][0, :10].tolist() == stream.pitch.tolist()
    assert batch.notes[3][0, :10].tolist() == stream.velocity.tolist()
    assert (batch.style.tolist(), batch.velocity_counts.tolist()) == ([3], [True])


def test_unknown_velocities_are_fed_as_unknown_and_do_not_count():
    batch = windows(plain_cuts(columns_of([piece()]), 16), 16)
    assert batch.notes[3][0, :10].tolist() == [UNKNOWN_VELOCITY] * 10
    assert batch.velocity_counts.tolist() == [False]


def varied(pieces, count=200):
    cuts = plain_cuts(columns_of(pieces), 16)
    rng = np.random.default_rng(1)
    return windows(cuts * count, 16, rng)


def test_training_hears_every_key_within_a_tritone():
    shifts = {int(row[0]) - 60 for row in varied([piece()]).notes[0]}
    assert shifts == set(range(-6, 7))


def test_transposition_keeps_inside_the_keyboard():
    batch = varied([piece(pitches=[0, 2, 127, 125])])
    assert {int(row[0]) for row in batch.notes[0]} == {0}


def test_training_hears_every_tempo_within_a_quarter():
    batch = varied([piece()])
    places = zip(batch.notes[1][:, 1], batch.notes[2][:, 1], strict=True)
    iois = [IOI.seconds_of(int(index), float(inside)) for index, inside in places]
    assert 0.2 <= min(iois) < 0.21
    assert 0.3 < max(iois) <= 0.3126
    places = zip(batch.notes[6][:, 0], batch.notes[7][:, 0], strict=True)
    lengths = [DURATION.seconds_of(int(index), float(inside)) for index, inside in places]
    assert np.allclose(lengths, iois, rtol=1e-4)


def test_a_fifth_of_the_windows_go_without_a_style():
    styles = varied([piece()], count=1000).style
    assert set(styles.tolist()) == {0, STYLES.index("jazz")}
    assert 0.15 < float((styles == 0).mean()) < 0.25


def test_made_up_velocities_are_heard_but_never_learned():
    batch = varied([piece()])
    assert (batch.notes[3][:, 0] != UNKNOWN_VELOCITY).any()
    assert not batch.velocity_counts.any()


def notes_of_an_epoch(pieces):
    notes = dict.fromkeys(STYLES, 0)
    for cut in epoch_cuts(columns_of(pieces), 100, np.random.default_rng(0)):
        notes[STYLES[cut.piece.style]] += cut.stop - cut.start - 1
    return {style: count for style, count in notes.items() if count}


def test_piano_and_fiddle_have_their_share_of_an_epoch_and_no_more():
    pieces = columns_of([piece("pop")] * 45 + [piece("piano"), piece("fiddle")] * 200)
    cuts = epoch_cuts(pieces, 16, np.random.default_rng(0))
    shares = [
        sum(cut.piece.style == STYLES.index(style) for cut in cuts) / len(cuts)
        for style in ("pop", "piano", "fiddle")
    ]
    assert np.round(shares, 2).tolist() == [0.45, 0.35, 0.2]


def test_a_style_that_has_less_than_its_share_is_read_whole():
    assert notes_of_an_epoch([piece("pop")] * 45 + [piece("fiddle")] * 3)["fiddle"] == 27


def test_piano_by_itself_is_read_whole():
    assert notes_of_an_epoch([piece("piano")] * 10) == {"piano": 90}


def test_an_epoch_reads_bach_four_times_and_jazz_twice():
    pieces = [piece("bach"), piece("jazz"), piece("pop")]
    assert notes_of_an_epoch(pieces) == {"bach": 36, "jazz": 18, "pop": 9}


def test_the_same_seed_draws_the_same_epoch():
    pieces = columns_of([piece("bach"), piece("jazz")])
    one, other = (
        windows(epoch_cuts(pieces, 4, rng), 4, rng) for rng in map(np.random.default_rng, (7, 7))
    )
    for left, right in zip(one.notes, other.notes, strict=True):
        assert np.array_equal(left, right)


def test_loudness_out_of_range_is_clipped():
    assert velocity_bins(np.array([-20.0, 64.0, 300.0])).tolist() == [0, 8, 15]


def test_most_windows_of_a_score_are_heard_as_if_played_and_those_of_players_as_they_are():
    def differing_iois(style):
        return [np.ptp(row[1:10]) > 1e-3 for row in varied([piece(style)]).notes[2]]

    assert 0.6 < np.mean(differing_iois("fiddle")) < 0.8
    assert not any(differing_iois("jazz"))


def test_a_window_from_the_middle_of_a_score_stays_as_long_when_played():
    (whole,) = columns_of([piece("bach")])
    (cut,) = plain_cuts([whole], length=4)[1:2]
    heard, _ = played(cut, None, np.random.default_rng(0))
    assert (heard.start, heard.stop, len(heard.piece.pitch)) == (1, 6, 6)
    assert heard.piece.pitch.tolist() == SCALE[3:9]
