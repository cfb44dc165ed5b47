import json
from pathlib import Path

from antiphon_app.settings import Settings, load, save
from antiphon_engine.messages import ControlMap
from antiphon_engine.paths import settings_folder

CHOSEN = Settings(
    theme="light",
    input="Piano",
    output=None,
    preset="daring",
    params={"temperature": 2.0},
    controls=(ControlMap("temperature", 0, 21),),
    lowest_key=36,
    highest_key=84,
    is_sound_on=True,
)


def write(text: str) -> Path:
    path = settings_folder() / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_what_is_saved_is_loaded() -> None:
    assert save(CHOSEN) == ""
    assert load() == (CHOSEN, "")


def test_without_a_file_there_are_defaults_and_nothing_is_said() -> None:
    assert load() == (Settings(), "")


def test_a_file_that_is_no_json_is_set_aside_and_said() -> None:
    path = write("{never")
    settings, trouble = load()
    assert settings == Settings()
    assert "settings.json could not be read and is now 'settings (unreadable).json'" in trouble
    assert not path.exists()
    assert path.with_name("settings (unreadable).json").read_text() == "{never"


def test_a_second_unreadable_file_does_not_replace_the_first() -> None:
    write("one")
    load()
    path = write("two")
    load()
    assert path.with_name("settings (unreadable).json").read_text() == "one"
    assert path.with_name("settings (unreadable) 2.json").read_text() == "two"


def test_another_format_is_set_aside() -> None:
    write(json.dumps({"format": 2}))
    assert load() == (
        Settings(),
        "settings: settings.json could not be read and is now 'settings (unreadable).json'; "
        "defaults are used",
    )


def test_values_of_the_wrong_kind_are_set_aside() -> None:
    for table in ({"highest_key": "many"}, {"theme": "pink"}, {"controls": [1]}, {"params": 3}):
        write(json.dumps({"format": 1, **table}))
        settings, trouble = load()
        assert settings == Settings()
        assert trouble


def test_knobs_that_this_version_does_not_have_are_left_out() -> None:
    write(json.dumps({"format": 1, "params": {"warp": 1, "temperature": 2.0, "rest_weight": 99}}))
    assert load() == (Settings(params={"temperature": 2.0}), "")
