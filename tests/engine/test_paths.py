from antiphon_engine.paths import logs_folder, presets_folder, sessions_folder, takes_folder

FOLDERS = [presets_folder, sessions_folder, takes_folder, logs_folder]


def test_everything_lies_in_antiphon_home_if_that_is_set(tmp_path, monkeypatch):
    monkeypatch.setenv("ANTIPHON_HOME", str(tmp_path))
    found = [folder().relative_to(tmp_path).as_posix() for folder in FOLDERS]
    assert found == ["presets", "sessions", "takes", "logs"]
    assert list(tmp_path.iterdir()) == []


def test_without_it_the_folders_are_the_systems_and_apart(monkeypatch):
    monkeypatch.delenv("ANTIPHON_HOME", raising=False)
    found = [folder() for folder in FOLDERS]
    assert len(set(found)) == 4
    assert all(folder.is_absolute() and "ntiphon" in str(folder) for folder in found)
