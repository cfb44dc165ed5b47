import argparse
import json

import pytest

from antiphon_models.corpus import command, content_cache, tune_cache
from score_texts import write_scores

pytest.importorskip("music21")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(content_cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(tune_cache, "cache_folder", lambda: tmp_path / "cache")


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(word) for word in words]))


def test_a_folder_becomes_a_data_set_with_a_report_of_all_that_was_left_out(tmp_path, capsys):
    write_scores(tmp_path / "music")
    (tmp_path / "music" / "broken.krn").write_text("no music")
    assert run("grid", tmp_path / "music", "-o", tmp_path / "out") == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert (report["kept"], report["rejected"]) == (4, {"cannot be read": 1})
    assert report["rejections"][0][0] == "broken.krn"
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{tmp_path / 'music'}: 4 read"
    assert said[1] == f"4 kept in {tmp_path / 'out'}"
    assert said[-1] == "       1 cannot be read"


def test_the_report_is_json_for_programs(tmp_path, capsys):
    write_scores(tmp_path / "music")
    run("grid", tmp_path / "music", "-o", tmp_path / "out", "--key", "krumhansl", "--json")
    report = json.loads(capsys.readouterr().out)
    assert report == json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["key"] == "krumhansl"


def test_a_source_that_is_not_there_is_said_in_one_line(tmp_path, capsys):
    assert run("grid", "nowhere", "-o", tmp_path / "out") == 2
    said = capsys.readouterr()
    assert said.err.startswith("antiphon corpus: nowhere is not there; ")
    assert (said.err.count("\n"), said.out) == (1, "")
    assert not (tmp_path / "out").exists()


def test_where_nothing_is_left_the_reasons_are_said_and_the_command_fails(tmp_path, capsys):
    (tmp_path / "silent.krn").write_text("**kern\n4r\n*-\n")
    assert run("grid", tmp_path / "silent.krn", "-o", tmp_path / "out") == 2
    said = capsys.readouterr()
    assert "1 holds no melody" in said.out
    assert said.err == "antiphon corpus: nothing is left, so there is no data set\n"


def test_an_output_folder_that_cannot_be_made_is_said_in_one_line(tmp_path, capsys):
    write_scores(tmp_path / "music")
    (tmp_path / "out").write_text("a file")
    assert run("grid", tmp_path / "music", "-o", tmp_path / "out") == 2
    assert capsys.readouterr().err.startswith("antiphon corpus: ")


@pytest.mark.parametrize("words", [["grid"], ["chords", "x", "-o", "y"], ["grid", "x"]])
def test_what_is_no_wish_is_refused(words, capsys):
    with pytest.raises(SystemExit) as refused:
        run(*words)
    assert refused.value.code == 2
    capsys.readouterr()
