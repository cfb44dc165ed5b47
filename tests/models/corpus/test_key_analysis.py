import pytest

from antiphon_models.corpus.key_analysis import keys_of, music21_key
from antiphon_models.corpus.tune import Tune

D_MAJOR = (62, 64, 66, 67, 69, 66, 62, 69, 66, 62)


def tune(pitch=D_MAJOR, key=""):
    onset = tuple(float(place) for place in range(len(pitch)))
    return Tune("t", "", "", tuple(pitch), onset, (1.0,) * len(pitch), key)


def found(tunes, method):
    return [(key.tonic, key.is_major, by) for key, by in keys_of(tunes, method) if key is not None]


def test_a_stated_tonic_is_believed_by_the_abc_rule_and_by_no_other():
    tunes = [tune(key="G")]
    assert found(tunes, "abc") == [(7, True, "abc")]
    assert found(tunes, "krumhansl") == [(2, True, "krumhansl")]


def test_where_no_tonic_is_stated_krumhansls_profiles_decide():
    assert found([tune(), tune(key="D")], "abc") == [(2, True, "krumhansl"), (2, True, "abc")]


def test_music21_analyses_as_papers_001_does():
    pytest.importorskip("music21")
    assert found([tune()], "music21") == [(2, True, "music21")]
    key = music21_key(tune())
    assert key is not None
    assert 0.5 < key.clarity <= 1.0


def test_a_tune_of_no_notes_has_no_key_by_any_method():
    pytest.importorskip("music21")
    assert [key for key, _ in keys_of([tune(())], "abc")] == [None]
    assert [key for key, _ in keys_of([tune(())], "music21")] == [None]
