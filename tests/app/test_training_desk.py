"""Training in the window over a process that does as it is told: offer, progress, end, engine."""

import math
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from antiphon_app import training_desk
from antiphon_app.session import Session
from antiphon_app.theme import DARK, LIGHT
from antiphon_app.training import Outcome, Training
from antiphon_app.training_desk import TrainingDesk
from antiphon_app.training_recipe import Recipe, recipe_for
from antiphon_app.training_strip import TrainingStrip
from antiphon_engine.messages import Heard, Heartbeat, Played, Ready, Scalar, TurnChanged
from antiphon_engine.telemetry import Health
from window_driver import PATIENCE_MS

SCRIPTED = (sys.executable, str(Path(__file__).parents[1] / "scripted_training.py"))
NEEDS_TORCH = "'train vrash' needs torch; install it with: pip install 'antiphon[train]'"


class Desk:
    """The desk and its strip, with an engine that is quiet and has played with nobody."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.now = 100.0
        self.session = Session(clock=lambda: self.now)
        self.session.apply(Ready(1, "journal", "mind", ("any", "jazz"), ("antiphon", "grid")))
        self.session.apply(Heartbeat(Health(), now=100.0))
        self.renewed: list[Mapping[str, Scalar]] = []
        self.strip = TrainingStrip(DARK)
        qtbot.addWidget(self.strip)
        training = Training(program=SCRIPTED)
        self.desk = TrainingDesk(self.session, self.renewed.append, self.strip, training)

    @property
    def training(self) -> Training:
        return self.desk.training

    def words(self) -> list[str]:
        return [it.text() for it in self.strip.buttons if it.isVisibleTo(self.strip)]

    def press(self, word: str) -> None:
        next(it for it in self.strip.buttons if it.text() == word).click()

    def wait(self, is_true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_true, timeout=PATIENCE_MS)

    def run(self, *words: str) -> Recipe:
        """Train the grid by the scripted program with these words."""
        recipe = recipe_for("model", "vrash")
        assert recipe is not None
        filled = [word.replace("FILE", str(recipe.weights)) for word in words]
        recipe = replace(recipe, command=tuple(filled))
        self.training.start(recipe)
        return recipe

    def finish(self, *words: str) -> None:
        self.run(*words)
        self.wait(lambda: not self.training.is_busy)

    def play(self) -> None:
        """Let the player play a note and stop."""
        self.session.apply(Heard(self.now, 60, 80, 0))
        self.session.apply(Heard(self.now, 60, 0, 0))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.desk.close_down()
    desk.desk.wait()


def test_what_is_missing_is_offered_with_the_time_that_it_takes(desk: Desk) -> None:
    desk.desk.ask("style", "folk")
    assert desk.strip.isVisible()
    assert desk.strip.text.text() == "The style “folk” can be trained on this machine"
    assert desk.words() == ["Train (about 22 minutes)", "Not now"]
    assert not desk.strip.bar.isVisible()
    desk.press("Not now")
    assert not desk.strip.isVisible()
    assert not desk.training.is_busy


def test_the_folder_is_asked_for_and_none_is_no_training(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose_none(_parent: object, title: str) -> str:
        asked.append(title)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose_none)
    desk.desk.ask("style", "mine")
    desk.press("Choose a folder and train")
    assert asked == ["A folder of your MIDI files"]
    assert not desk.training.is_busy
    assert desk.strip.isVisible()


def test_a_chosen_folder_is_given_to_the_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda _parent, _title: "my music")
    made = replace_command(monkeypatch, "fail")
    desk.desk.ask("style", "mine")
    desk.press("Choose a folder and train")
    desk.wait(lambda: not desk.training.is_busy)
    assert made[0].words(Path("my music")) == ["fail", "my music"]
    assert desk.strip.detail.text() == "my music"


def replace_command(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[Recipe]:
    """Let every recipe be these words of the scripted program."""
    made: list[Recipe] = []

    def scripted(knob: str, value: str) -> Recipe | None:
        recipe = recipe_for(knob, value)
        assert recipe is not None
        made.append(replace(recipe, command=words))
        return made[-1]

    monkeypatch.setattr(training_desk, "recipe_for", scripted)
    return made


def test_progress_is_told_with_a_bar_and_a_way_to_stop(desk: Desk) -> None:
    desk.run("wait", "FILE")
    assert desk.strip.text.text().startswith("Training VRASH: reading the music")
    assert (desk.strip.bar.minimum(), desk.strip.bar.maximum()) == (0, 0)
    desk.wait(lambda: desk.training.progress.epoch == 2 and desk.strip.bar.value() == 500)
    assert desk.strip.text.text() == "Training VRASH: epoch 2 of 4, about 2 minutes left"
    assert desk.strip.detail.text() == (
        "New music surprises it by 2.50 bits, at first by 3.00; less is better"
    )
    assert desk.words() == ["Stop and keep the best"]


def test_another_wish_while_something_is_trained_shows_how_far_that_is(desk: Desk) -> None:
    desk.run("wait", "FILE")
    desk.strip.put_away()
    desk.desk.ask("style", "folk")
    assert desk.strip.isVisible()
    assert desk.strip.text.text().startswith("Training VRASH: ")


def test_what_is_stopped_keeps_the_best_so_far(desk: Desk) -> None:
    recipe = desk.run("wait", "FILE")
    desk.wait(lambda: desk.training.progress.epoch == 2)
    desk.play()
    desk.press("Stop and keep the best")
    assert desk.strip.text.text() == "Training VRASH: stopping; the best so far is kept"
    desk.wait(lambda: not desk.training.is_busy)
    assert recipe.is_made
    assert desk.strip.text.text() == "VRASH is trained as far as it came"


def test_what_is_stopped_before_there_was_anything_says_so(desk: Desk) -> None:
    desk.run("idle")
    desk.wait(lambda: desk.training.progress.epoch == 2)
    desk.training.stop()
    desk.wait(lambda: not desk.training.is_busy)
    assert desk.strip.text.text() == "Stopped before there was anything to keep"
    assert desk.words() == ["Try again", "Dismiss"]
    assert desk.renewed == []


def test_what_became_no_better_is_not_taken_up(desk: Desk) -> None:
    desk.finish("nothing")
    assert desk.strip.text.text() == (
        "It became no better than what was there, so nothing was kept"
    )
    assert desk.words() == ["Dismiss"]


def test_an_error_is_one_line_with_the_mend(desk: Desk) -> None:
    desk.finish("fail", NEEDS_TORCH)
    assert desk.strip.text.text() == "VRASH could not be trained"
    assert desk.strip.detail.text() == NEEDS_TORCH
    assert desk.strip.detail.property("role") == "danger"
    desk.press("Dismiss")
    assert not desk.strip.isVisible()


def test_the_real_command_says_what_is_wrong(qtbot: QtBot, tmp_path: Path) -> None:
    training = Training()
    recipe = recipe_for("style", "mine")
    assert recipe is not None
    outcomes: list[Outcome] = []
    training.ended.connect(outcomes.append)
    training.start(replace(recipe, command=("train", "no-such")), tmp_path)
    qtbot.waitUntil(lambda: len(outcomes) == 1, timeout=PATIENCE_MS)
    assert outcomes[0].trouble.startswith("'train' needs to know what: ")
    assert not outcomes[0].is_kept


def test_with_nothing_played_the_engine_takes_it_up_at_once(desk: Desk) -> None:
    desk.finish("learn", "FILE")
    assert desk.strip.text.text() == "VRASH plays as soon as all is quiet"
    desk.desk.follow()
    assert desk.renewed == [{"model": "vrash"}]
    assert not desk.strip.isVisible()


def test_who_has_played_is_asked_before_the_engine_forgets_it(desk: Desk) -> None:
    desk.play()
    desk.finish("learn", "FILE")
    assert desk.strip.text.text() == "VRASH is trained"
    assert desk.words() == ["Play with it", "Train again", "Later"]
    desk.now += 60.0
    desk.desk.follow()
    assert desk.renewed == []
    desk.press("Play with it")
    desk.desk.follow()
    assert desk.renewed == [{"model": "vrash"}]


def test_an_engine_is_never_renewed_while_anybody_plays(desk: Desk) -> None:
    desk.play()
    desk.finish("learn", "FILE")
    desk.press("Play with it")
    desk.desk.follow()
    assert desk.renewed == []
    desk.now += 60.0
    desk.session.apply(TurnChanged(desk.now, "answering", 1))
    desk.desk.follow()
    desk.session.apply(Played(desk.now, 72, 80, 1, None))
    desk.session.apply(TurnChanged(desk.now, "listening", 1))
    desk.desk.follow()
    desk.session.apply(Played(desk.now, 72, 0, 1, None))
    desk.desk.follow()
    assert desk.renewed == []
    desk.now += 1.6
    desk.desk.follow()
    assert desk.renewed == [{"model": "vrash"}]


def test_later_leaves_the_engine_alone(desk: Desk) -> None:
    desk.play()
    desk.finish("learn", "FILE")
    desk.press("Play with it")
    desk.press("Later")
    desk.now += 60.0
    desk.desk.follow()
    assert desk.renewed == []
    assert not desk.strip.isVisible()


def test_what_was_trained_and_not_read_yet_is_offered_to_be_taken_up(desk: Desk) -> None:
    desk.play()
    desk.finish("learn", "FILE")
    desk.press("Later")
    desk.desk.ask("model", "vrash")
    assert desk.words() == ["Play with it", "Train again", "Later"]
    desk.session.apply(Ready(1, "journal", "mind", ("any",), ("antiphon", "vrash")))
    desk.desk.ask("model", "vrash")
    assert desk.words() == ["Choose a folder and train (about 20 minutes)", "Not now"]


def test_closing_keeps_what_was_found(desk: Desk) -> None:
    recipe = desk.run("wait", "FILE")
    desk.wait(lambda: desk.training.progress.epoch == 2)
    desk.desk.close_down()
    desk.desk.wait()
    assert recipe.is_made
    assert not desk.training.is_busy


def test_a_stage_is_not_disturbed(desk: Desk) -> None:
    desk.strip.set_on_stage(True)
    desk.desk.ask("style", "folk")
    assert not desk.strip.isVisible()
    desk.strip.set_on_stage(False)
    assert desk.strip.isVisible()
    desk.strip.set_theme(LIGHT)
    desk.strip.show_share(math.nan)
    assert desk.strip.bar.maximum() == 0
