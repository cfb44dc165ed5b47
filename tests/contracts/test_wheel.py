"""What a musician installs: the built wheel, looked into."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"antiphon_app", "antiphon_engine", "antiphon_models", "antiphon_presets"}


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_our_packages_and_nothing_beside_them(names):
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES


def test_the_wheel_holds_weights_presets_and_phrases(names):
    assert "antiphon_models/weights/note_stream.safetensors" in names
    assert "antiphon_models/weights/note_stream.md" in names
    assert sum(name.startswith("antiphon_presets/") and name.endswith(".toml") for name in names)
    assert sum(
        name.startswith("antiphon_engine/phrases/") and name.endswith(".mid") for name in names
    )


def test_no_package_init_stands_in_packaging():
    # mido imports the library `packaging`; a package of ours by that name would hide it.
    assert not (ROOT / "packaging" / "__init__.py").exists()
