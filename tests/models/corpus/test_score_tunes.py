import pytest

pytest.importorskip("music21")

from antiphon_models.corpus import score_tunes, tune_cache
from antiphon_models.corpus.piece import CorpusError
from antiphon_models.corpus.score_tunes import soprano_in_file, tunes_in_file

BOOK = """\
X: 1
T: The Valley -- Reel
N: A0001
M: 2/4
L: 1/8
K: G
G2 "D7"({a}FA) | B4- | B2 z2 :|

X: 2
T: Tied and Not
M: 2/4
L: 1/4
K: C
C-D | [EG]2 | (3ccc |]

X: 3
T: Silence
M: 2/4
L: 1/4
K: C
z2 |]
"""


def book(folder, text=BOOK):
    path = folder / "book.abc"
    path.write_text(text)
    return path


def test_a_tune_is_read_with_ties_merged_and_without_graces_and_symbols(tmp_path):
    (tune, _), _ = tunes_in_file(book(tmp_path))
    assert (tune.source, tune.title, tune.catalogue) == ("book/1", "The Valley -- Reel", "A0001")
    assert tune.pitch == (67, 66, 69, 71)
    assert tune.onset == (0.0, 1.0, 1.5, 2.0)
    assert tune.duration == (1.0, 0.5, 0.5, 3.0)


def test_a_tie_to_another_pitch_is_none_and_a_double_stop_is_two_notes(tmp_path):
    (_, tune), _ = tunes_in_file(book(tmp_path))
    assert tune.pitch == (60, 62, 64, 67, 72, 72, 72)
    assert tune.duration[:4] == (1.0, 1.0, 2.0, 2.0)
    assert tune.duration[4:] == pytest.approx((2 / 3,) * 3)


def test_a_broken_tune_is_counted_with_its_reason_and_the_others_are_read(tmp_path):
    tunes, broken = tunes_in_file(book(tmp_path))
    assert [tune.source for tune in tunes] == ["book/1", "book/2"]
    assert broken == ["book/3: holds no melody"]


def test_a_file_without_a_tune_is_named_with_its_reason(tmp_path):
    tunes, (reason,) = tunes_in_file(book(tmp_path, "% nothing here\n"))
    assert (tunes, reason.partition(":")[0]) == ([], "book.abc")


CHORALE = """\
<?xml version="1.0" encoding="UTF-8"?>
<score-partwise version="3.1"><part-list>
<score-part id="P1"><part-name>{name}</part-name></score-part></part-list>
<part id="P1"><measure number="1"><attributes><divisions>2</divisions></attributes>
<note><pitch><step>C</step><octave>5</octave></pitch><duration>2</duration></note>
<note><pitch><step>D</step><octave>5</octave></pitch><duration>1</duration></note>
</measure></part></score-partwise>
"""


def chorale(folder, name):
    path = folder / "bwv1.xml"
    path.write_text(CHORALE.format(name=name))
    return path


def test_the_soprano_of_a_chorale_is_a_tune(tmp_path):
    (tune,), broken = soprano_in_file(chorale(tmp_path, "Soprano"))
    assert (tune.source, tune.pitch) == ("bwv1", (72, 74))
    assert (tune.onset, tune.duration, broken) == ((0.0, 1.0), (1.0, 0.5), [])


def test_a_score_without_a_soprano_is_no_chorale(tmp_path):
    assert soprano_in_file(chorale(tmp_path, "Oboe")) == ([], [])


def test_what_is_no_score_is_named_with_its_reason(tmp_path):
    (tmp_path / "bwv1.xml").write_text("<score-partwise><part")
    tunes, (reason,) = soprano_in_file(tmp_path / "bwv1.xml")
    assert tunes == []
    assert reason.startswith("bwv1.xml: ")
    assert "\n" not in reason


def test_a_music21_without_its_corpus_is_said_in_one_line_with_the_mend(tmp_path, monkeypatch):
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path)
    with pytest.raises(CorpusError, match="without its corpus nowhere; reinstall it") as said:
        score_tunes.abc_tunes("nowhere")
    assert "\n" not in str(said.value)


def test_the_real_collections_are_there():
    folder = score_tunes.corpus_folder()
    for collection in (*score_tunes.FIDDLE_COLLECTIONS, score_tunes.ESSEN):
        if not any((folder / collection).glob("*.abc")):
            pytest.skip(f"this music21 has no corpus {collection}")
    (tune,), _ = tunes_in_file(folder / "ryansMammoth" / "7thRegimentReel.abc")
    assert tune.title == "7th Regiment -- Reel"
    assert tune.pitch[:8] == (69, 69, 73, 76, 69, 73, 76, 81)
