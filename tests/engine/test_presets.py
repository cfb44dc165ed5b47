import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiphon_engine.errors import UserError
from antiphon_engine.params import PARAMS, Choice, Number, Params, Switch, changed
from antiphon_engine.presets import (
    Preset,
    PresetError,
    character,
    load,
    names,
    own_names,
    parse,
    preset_of,
    read,
    remove,
    rename,
    save,
    shipped_names,
    steps_to,
    written,
)

SHIPPED = [
    *("companion", "daring", "echo", "fours", "goldfish", "heckler"),
    *("invention", "nocturne", "shadow", "soloist", "songwriter", "sparse"),
]
HEAD = 'format = 1\nname = "Bold"\nabout = "Loud."\n'


def knob_values(param):
    if isinstance(param, Number):
        if param.whole:
            return st.integers(int(param.low), int(param.high))
        return st.floats(param.low, param.high)
    if isinstance(param, Choice):
        return st.sampled_from(param.options)
    assert isinstance(param, Switch)
    return st.booleans()


any_params = st.fixed_dictionaries(
    {}, optional={name: knob_values(param) for name, param in PARAMS.items()}
).map(lambda changes: changed(Params(), changes))
one_line = st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip())


def test_the_shipped_presets_are_listed():
    assert names() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_preset_says_what_it_is_for_and_holds_only_what_differs(name):
    preset = read(name)
    assert preset.name.lower() == name
    assert 20 <= len(preset.about) <= 80
    assert preset.knobs
    assert parse(written(preset).encode(), name) == preset
    defaults = Params()
    assert all(getattr(defaults, knob) != value for knob, value in preset.knobs.items())


def test_the_shipped_presets_differ():
    assert len({read(name).params for name in SHIPPED}) == len(SHIPPED)


def test_a_preset_gives_the_params_it_names_and_defaults_for_the_rest():
    preset = parse(b'format = 1\nname = "A"\nabout = "B"\n[params]\ntemperature = 2\n', "a.toml")
    assert preset.params == changed(Params(), {"temperature": 2.0})
    assert load("echo")["motif_threshold"] == 0.95


def test_a_name_is_found_whatever_its_case():
    assert read("ECHO") == read("echo")


def test_a_path_is_read_where_it_is(tmp_path):
    path = tmp_path / "Bold.toml"
    path.write_text(HEAD + "[params]\nregister = 12\n")
    assert read(str(path)) == Preset("Bold", "Loud.", {"register": 12})


def test_a_saved_preset_is_found_by_its_name(home):
    preset = preset_of("My Küche, 2", 'Says "no" \\ often.', changed(Params(), {"window": 64}))
    assert save(preset) == home / "presets" / "my-küche-2.toml"
    assert read("my küche 2") == preset
    assert names() == sorted([*SHIPPED, "my-küche-2"])
    assert own_names() == ["my-küche-2"]
    assert shipped_names() == SHIPPED


def test_the_users_preset_goes_before_the_shipped_one():
    save(preset_of("Echo", "Mine.", Params()))
    assert read("echo").about == "Mine."
    assert names() == SHIPPED


def test_saving_never_replaces_unless_asked_to():
    save(preset_of("Mine", "First.", Params()))
    with pytest.raises(UserError, match=r"mine\.toml: is there already"):
        save(preset_of("Mine", "Second.", Params()))
    assert read("mine").about == "First."
    save(preset_of("Mine", "Second.", Params()), may_replace=True)
    assert read("mine").about == "Second."


@given(one_line, one_line, any_params)
def test_what_is_written_reads_back_the_same(name, about, params):
    preset = preset_of(name, about, params)
    text = written(preset)
    assert parse(text.encode(), "it") == preset
    assert preset.params == params
    assert tomllib.loads(text)["about"] == about


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEAD + "[params]\ntemprature = 2",
         "unknown key 'temprature'; did you mean 'temperature'?"),
        (HEAD + "nmae = 2", "unknown key 'nmae'; did you mean 'name'?"),
        (HEAD + "xyzzy = 2", "unknown key 'xyzzy'; there are format, name, about, params"),
        (HEAD + "[params]\ntemperature = 99", "temperature must be from 0.1 to 10, not 99"),
        (HEAD + '[params]\nmode = "loud"',
         "mode must be one of answer, duet, solo, not 'loud'"),
        (HEAD + "[params]\nregister = 1.5",
         "register must be a whole number from 0 to 48 semitones, not 1.5"),
        (HEAD + "params = 3", "params must be a table; write '[params]'"),
        ('name = "A"\nabout = "B"', "has no format; this version reads 'format = 1'"),
        ('format = 2\nname = "A"', "has format 2; this version reads 'format = 1'"),
        ("format = true", "has format True; this version reads 'format = 1'"),
        ('format = 1\nabout = "B"', "name must be one line of text in quotes"),
        ('format = 1\nname = "A"\nabout = "B\\nC"', "about must be one line of text in quotes"),
        ('format = 1\nname = " "\nabout = "B"', "name must be one line of text in quotes"),
    ],
)  # fmt: skip
def test_an_error_names_the_file_and_the_key(content, message):
    with pytest.raises(PresetError) as caught:
        parse(content.encode(), "bold.toml")
    assert str(caught.value) == f"presets: bold.toml: {message}"


def test_a_number_beyond_all_bounds_is_refused():
    for digits in (400, 5000):
        with pytest.raises(PresetError, match=r"^presets: bold\.toml: "):
            parse((HEAD + "[params]\ntemperature = 1" + "0" * digits).encode(), "bold.toml")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"format = ", b"MThd\x00\x00\x00\x06"])
def test_a_file_that_is_no_toml_is_refused_in_one_line(content):
    with pytest.raises(PresetError, match=r"^presets: bold\.toml: is not (text|TOML)") as caught:
        parse(content, "bold.toml")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200) | st.text().map(lambda text: (HEAD + text).encode("utf8", "ignore")))
def test_any_bytes_are_a_preset_or_a_clear_refusal(content):
    refusal = ""
    try:
        assert parse(content, "bold.toml").params
    except PresetError as error:
        refusal = str(error)
    assert "\n" not in refusal


def test_an_endlessly_nested_file_is_refused():
    with pytest.raises(PresetError, match="is not TOML"):
        parse(b"a = " + b"[" * 30_000, "bold.toml")


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(PresetError) as caught:
        read("ekko")
    assert str(caught.value) == (
        "presets: there is no 'ekko'; choose one of companion, daring, echo, fours, goldfish, "
        "heckler, invention, nocturne, shadow, soloist, songwriter, sparse, or give a file"
    )


def test_files_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(PresetError, match="there is no such file"):
        read(str(tmp_path / "nowhere.toml"))
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(PresetError, match="cannot be read"):
        read(str(tmp_path / "folder.toml"))
    (tmp_path / "huge.toml").write_bytes(b"#" * 70_000)
    with pytest.raises(PresetError, match="too large"):
        read(str(tmp_path / "huge.toml"))


@pytest.mark.parametrize("name", ["", "  ", "..", "/", "!?"])
def test_a_name_without_letters_is_refused(name):
    with pytest.raises(PresetError):
        read(name)
    with pytest.raises(PresetError):
        save(Preset(name, "About.", {}))


def test_a_name_cannot_lead_out_of_the_folder(home):
    assert save(Preset("../../up", "About.", {})) == home / "presets" / "up.toml"


def test_a_text_of_two_lines_makes_no_preset():
    with pytest.raises(PresetError, match="about must be one line"):
        preset_of("A", "B\nC", Params())


def test_choosing_a_preset_turns_what_differs_and_leaves_the_room_alone():
    room = {"tempo_bpm": 90.0, "channel_in": 3, "channel_out": 5, "output_offset_ms": -12.0}
    params = changed(Params(), {**room, "temperature": 3.0, "motif_threshold": 0.95})
    assert steps_to(Preset("A", "B", {"motif_threshold": 0.95, "register": 9}), params) == {
        "temperature": 0.7,
        "register": 9,
    }


def test_a_preset_that_names_the_room_sets_it():
    preset = Preset("A", "B", {"tempo_bpm": 90.0})
    assert steps_to(preset, Params()) == {"tempo_bpm": 90.0}
    assert steps_to(preset, changed(Params(), {"tempo_bpm": 90.0})) == {}


def test_a_character_is_saved_without_the_room():
    params = changed(Params(), {"tempo_bpm": 90.0, "channel_in": 3, "register": 9})
    assert preset_of("A", "B", character(params)).knobs == {"register": 9}


def test_a_renamed_preset_keeps_its_knobs_under_the_new_name_only(home):
    save(preset_of("Mine", "First.", changed(Params(), {"window": 64})))
    assert rename(read("mine"), "Ours") == Preset("Ours", "First.", {"window": 64})
    assert own_names() == ["ours"]
    rename(read("ours"), "OURS")
    assert read("ours").name == "OURS"


def test_renaming_to_a_name_that_is_taken_changes_nothing():
    for name in ("Mine", "Yours"):
        save(preset_of(name, f"{name}.", Params()))
    with pytest.raises(UserError, match=r"yours\.toml: is there already"):
        rename(read("mine"), "Yours")
    assert [read(name).about for name in own_names()] == ["Mine.", "Yours."]


def test_a_removed_preset_can_be_saved_again():
    mine = preset_of("Mine", "First.", Params())
    save(mine)
    remove("Mine")
    assert own_names() == []
    save(mine)
    assert read("mine") == mine


def test_a_shipped_preset_cannot_be_removed():
    with pytest.raises(PresetError, match=r"echo\.toml: cannot be deleted"):
        remove("Echo")
    assert read("echo").name == "Echo"
