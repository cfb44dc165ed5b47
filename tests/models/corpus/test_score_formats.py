import io
import sys
import zipfile
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.reading import NO_MELODY, UNREADABLE, Rejection
from antiphon_models.corpus.score_formats import FORMATS, format_of, tunes_in
from corpora import write_song
from score_texts import ABC, DURATION, KERN, MUSICXML, ONSET, PITCH, write_scores

pytest.importorskip("music21")


def abc(body, head="X:1\nT:T\nM:4/4\nL:1/4\nK:C\n"):
    return tunes_in((head + body).encode(), "abc")


def packed(content, name="song.xml"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/container.xml", "<container/>")
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("suffix", ["abc", "krn", "musicxml", "mid"])
def test_each_format_gives_the_same_melody_with_its_tie_merged(suffix, tmp_path):
    write_scores(tmp_path)
    path = tmp_path / f"song.{suffix}"
    found = tunes_in(path.read_bytes(), format_of(path))
    (tune,) = found.tunes
    assert (tune.pitch, tune.onset, tune.duration) == (PITCH, ONSET, DURATION)
    assert found.rejections == ()


@pytest.mark.parametrize(("text", "form"), [(ABC, "abc"), (KERN, "kern"), (MUSICXML, "musicxml")])
def test_a_score_keeps_its_title_its_key_and_the_durations_that_are_written(text, form):
    (tune,) = tunes_in(text.encode(), form).tunes
    assert (tune.title, tune.key, tune.written) == ("Ein Lied", "C", (1.0, 2.0))


def test_a_packed_score_is_unpacked():
    (tune,) = tunes_in(packed(MUSICXML), "musicxml").tunes
    assert tune.pitch == PITCH


def test_a_packed_file_without_a_score_is_said():
    (rejection,) = tunes_in(packed("hello", "readme.txt"), "musicxml").rejections
    assert rejection == Rejection("", UNREADABLE, "no score in the packed file")


def test_the_catalogue_number_of_an_abc_tune_is_kept():
    (tune,) = tunes_in(ABC.encode(), "abc").tunes
    assert (tune.catalogue, tune.source) == ("Q1", "/1")


def test_rests_at_the_ends_are_written_durations_and_move_the_first_onset():
    (tune,) = abc("z3 C G | E2 z |]").tunes
    assert tune.onset == (3.0, 4.0, 5.0)
    assert tune.written == (1.0, 2.0, 3.0)


def test_triplets_are_thirds():
    (tune,) = abc("(3C/D/E/ G |]").tunes
    assert tune.onset == pytest.approx((0.0, 1 / 3, 2 / 3, 1.0))
    assert tune.written == pytest.approx((1 / 3, 1.0))


def test_a_broken_tune_costs_no_other_in_its_file():
    head = "M:4/4\nL:1/4\n"
    found = tunes_in(
        f"X:1\n{head}K:C\nCE\n\nX:2\n{head}K:C\nz\n\nX:3\n{head}K:C\nEG\n".encode(), "abc"
    )
    assert [tune.source for tune in found.tunes] == ["/1", "/3"]
    assert found.rejections == (Rejection("/2", NO_MELODY),)


def test_two_tunes_of_one_number_are_two_tunes():
    found = tunes_in(b"X:1\nL:1/4\nK:C\nCE\n\nX:1\nL:1/4\nK:C\nGA\n", "abc")
    assert [tune.pitch for tune in found.tunes] == [(60, 64), (67, 69)]


def test_a_tune_that_names_no_length_is_in_eighths():
    (tune,) = tunes_in(b"X:1\nK:C\nCE\n", "abc").tunes
    assert tune.duration == (0.5, 0.5)


def test_old_letters_and_line_ends_are_read():
    (tune,) = tunes_in(
        "X:1\r\nT:M\u00e4dchen\r\nL:1/4\r\nK:C\r\nCE\r\n".encode("latin-1"), "abc"
    ).tunes
    assert (tune.title, tune.pitch) == ("Mädchen", (60, 64))


def test_minor_keys_and_flats_of_a_kern_file_are_told_in_the_words_of_abc():
    (tune,) = tunes_in(b"**kern\n*k[b-e-a-]\n*b-:\n4c\n4d\n*-\n", "kern").tunes
    assert tune.key == "Bbm"


def test_the_highest_part_of_a_score_is_the_first():
    found = tunes_in(b"**kern\t**kern\n4C\t4c\n4D\t4d\n*-\t*-\n", "kern")
    assert [(tune.source, tune.part, tune.pitch) for tune in found.tunes] == [
        ("", 0, (60, 62)),
        ("#2", 1, (48, 50)),
    ]


def test_a_signature_without_a_mode_stands_for_its_major_key():
    text = MUSICXML.replace("<mode>major</mode>", "").replace("<fifths>0", "<fifths>-2")
    (tune,) = tunes_in(text.encode(), "musicxml").tunes
    assert tune.key == "Bb"


def test_played_midi_keeps_its_times(tmp_path):
    write_song(tmp_path / "played.mid", {"A": [(60, 80, 3, 470), (62, 80, 476, 150)]})
    (tune,) = tunes_in((tmp_path / "played.mid").read_bytes(), "midi").tunes
    assert tune.onset == pytest.approx((3 / 480, 476 / 480))
    assert tune.duration == pytest.approx((470 / 480, 150 / 480))


def test_midi_that_counts_film_frames_has_no_quarters():
    header = b"MThd\0\0\0\6\0\1\0\1\xe7\x28MTrk\0\0\0\4\0\xff\x2f\0"
    (rejection,) = tunes_in(header, "midi").rejections
    assert "counts film frames, not beats" in rejection.detail


def test_drums_are_no_melody(tmp_path):
    write_song(tmp_path / "drums.mid", {"A": [(36, 80, 0, 10), (38, 80, 20, 10)]}, channel=9)
    found = tunes_in((tmp_path / "drums.mid").read_bytes(), "midi")
    assert (found.tunes, found.rejections) == ((), (Rejection("", NO_MELODY),))


def test_a_format_is_known_by_its_suffix_in_any_case():
    assert [format_of(PurePath(name)) for name in ("A.KRN", "b.Mid", "c.txt", "d")] == [
        "kern",
        "midi",
        None,
        None,
    ]


@pytest.mark.parametrize("form", sorted(set(FORMATS.values())))
def test_an_empty_file_is_left_out_with_a_reason(form):
    found = tunes_in(b"", form)
    assert found.tunes == ()
    (rejection,) = found.rejections
    assert rejection.reason in (NO_MELODY, UNREADABLE)
    assert "\n" not in rejection.detail


BEGINNINGS = {
    "abc": [b"", b"X:1\nK:C\n", ABC.encode()],
    "kern": [b"", b"**kern\n4c\n", KERN.encode()],
    "musicxml": [b"", b"<score-partwise>", MUSICXML.encode(), packed(MUSICXML)],
    "midi": [b"", b"MThd\0\0\0\6\0\1\0\1\1\xe0MTrk\0\0\0\x20\0\x90\x3c\x50"],
}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_the_bytes_are_each_file_is_tunes_or_reasons(data):
    form = data.draw(st.sampled_from(sorted(BEGINNINGS)))
    start = data.draw(st.sampled_from(BEGINNINGS[form]))
    kept = data.draw(st.integers(0, len(start)))
    found = tunes_in(start[:kept] + data.draw(st.binary(max_size=40)), form)
    assert found.tunes or found.rejections
    for tune in found.tunes:
        assert len(tune.pitch) == len(tune.onset) == len(tune.duration) > 1
        assert all(0 <= pitch <= 127 for pitch in tune.pitch)
        assert all(lasts > 0.0 for lasts in tune.duration)
    for rejection in found.rejections:
        assert rejection.reason
        assert "\n" not in rejection.detail


def test_without_music21_the_mend_is_said_and_nothing_is_left_out_for_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "music21", None)
    with pytest.raises(CorpusError, match="reading scores needs music21; install it with: "):
        tunes_in(KERN.encode(), "kern")
