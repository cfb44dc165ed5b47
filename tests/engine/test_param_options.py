import argparse

import pytest

from antiphon_engine.param_options import add_param_options, param_changes
from antiphon_engine.params import PARAMS


def parsed(*words: str) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    add_param_options(parser)
    return param_changes(parser.parse_args(words))


def test_nothing_given_changes_nothing() -> None:
    assert parsed() == {}


def test_options_become_changes_of_the_declared_types() -> None:
    given = ("--temperature", "1.5", "--window", "64", "--turn-gap-adaptive", "off")
    assert parsed(*given, "--mode", "duet") == {
        "temperature": 1.5,
        "window": 64,
        "turn_gap_adaptive": False,
        "mode": "duet",
    }


def test_negative_numbers_are_values_not_options() -> None:
    assert parsed("--transpose", "-12") == {"transpose": -12}


def test_a_value_out_of_range_ends_with_code_2_and_says_the_range(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        parsed("--temperature", "99")
    assert ended.value.code == 2
    assert "--temperature: must be from 0.1 to 10, not 99" in capsys.readouterr().err


def test_help_tells_every_parameter() -> None:
    parser = argparse.ArgumentParser()
    add_param_options(parser)
    text = parser.format_help()
    assert [name for name in PARAMS if "--" + name.replace("_", "-") not in text] == []
