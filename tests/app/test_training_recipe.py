from pathlib import Path

from antiphon_app.__main__ import COMMANDS
from antiphon_app.training_recipe import recipe_for
from antiphon_engine.params import STYLES
from antiphon_models.systems.catalogue import SYSTEMS


def test_a_model_is_trained_by_its_command_from_the_data_folder(home: Path) -> None:
    recipe = recipe_for("model", "vrash")
    assert recipe is not None
    assert recipe.words(Path("music")) == ["train", "vrash", "--json", "--data", "music"]
    assert recipe.weights == home / "systems" / "vrash.safetensors"
    assert recipe.minutes == 20
    assert recipe.folder == "data"


def test_ones_own_style_is_trained_from_ones_own_folder(home: Path) -> None:
    recipe = recipe_for("second_style", "mine")
    assert recipe is not None
    assert recipe.words(Path("my music")) == ["train", "mine", "--progress-json", "my music"]
    assert recipe.weights == home / "styles" / "mine.safetensors"
    assert (recipe.knob, recipe.minutes) == ("second_style", 0)


def test_folk_and_chorale_come_out_of_one_training(home: Path) -> None:
    for style in ("folk", "chorale"):
        recipe = recipe_for("style", style)
        assert recipe is not None
        assert recipe.words() == ["train", "folk", "--progress-json"]
        assert recipe.weights == home / "styles" / "folk.safetensors"
        assert recipe.value == style


def test_what_comes_with_antiphon_has_no_recipe() -> None:
    assert recipe_for("model", "antiphon") is None
    assert recipe_for("style", "jazz") is None
    assert recipe_for("model", "unknown") is None


def test_weights_that_were_trained_here_are_noticed(home: Path) -> None:
    recipe = recipe_for("model", "grid")
    assert recipe is not None
    assert not recipe.is_made
    recipe.weights.parent.mkdir(parents=True)
    recipe.weights.write_bytes(b"weights")
    assert recipe.is_made


def test_every_recipe_is_a_command_that_there_is() -> None:
    wanted = [("model", system.name) for system in SYSTEMS] + [("style", each) for each in STYLES]
    recipes = [recipe for each in wanted if (recipe := recipe_for(*each)) is not None]
    assert len(recipes) == 7
    assert all(" ".join(recipe.command[:2]) in COMMANDS for recipe in recipes)
