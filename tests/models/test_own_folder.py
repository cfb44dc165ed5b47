from antiphon_engine.paths import presets_folder
from antiphon_models.own_folder import own_folder
from antiphon_models.repertoire import styles_folder


def test_styles_lie_beside_the_other_things_of_the_musician(tmp_path, monkeypatch):
    monkeypatch.setenv("ANTIPHON_HOME", str(tmp_path))
    assert own_folder("styles") == tmp_path / "styles" == styles_folder()
    monkeypatch.delenv("ANTIPHON_HOME")
    assert styles_folder().parent == presets_folder().parent
    assert styles_folder().is_absolute()
