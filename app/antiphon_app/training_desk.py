"""What goes on around a training in the window: offered, run, told, and taken up by the engine.

Knows the strip's words and when each is said; runs no process itself and lays nothing out.
"""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QFileDialog

from antiphon_app.renewal import Changes, Renewal
from antiphon_app.session import Session
from antiphon_app.training import Outcome, Training
from antiphon_app.training_recipe import Recipe, recipe_for
from antiphon_app.training_strip import Deed, TrainingStrip


class TrainingDesk(QObject):
    """Offers to train what is missing, and sees to it until the engine plays with it."""

    def __init__(
        self,
        session: Session,
        renew: Callable[[Changes], None],
        strip: TrainingStrip,
        training: Training,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._strip = session, strip
        self._renewal = Renewal(session, renew, self)
        self._renewal.begun.connect(strip.put_away)
        self.training = training
        self.training.began.connect(self._show_progress)
        self.training.progressed.connect(self._show_progress)
        self.training.ended.connect(self._end)

    def ask(self, knob: str, value: str) -> None:
        """Offer what it takes to play with this option of this knob, which is not there yet."""
        recipe = recipe_for(knob, value)
        if recipe is None:
            return
        if self.training.is_busy:
            self._show_progress()
        elif recipe.is_made and not self._is_read(recipe):
            self._offer_renewal(recipe)
        else:
            self._offer(recipe)

    def follow(self) -> None:
        """Renew the engine once a frame finds that it may be."""
        self._renewal.follow()

    def close_down(self) -> None:
        """Let what runs keep its best; `wait` then sees it end."""
        if not self.training.is_stopping:
            self.training.stop()

    def wait(self) -> None:
        """Wait for what was asked to end."""
        self.training.close_down()

    # The offer.

    def _offer(self, recipe: Recipe) -> None:
        line = self.tr("{0} can be trained on this machine").format(_capital(recipe.title))
        self._strip.say(line, self._terms(recipe), *self._offers(recipe))

    def _offers(self, recipe: Recipe) -> tuple[Deed, Deed]:
        minutes = self.tr("about {0} minutes").format(recipe.minutes)
        time = f" ({minutes})" if recipe.minutes else ""
        word = self.tr("Choose a folder and train") if recipe.folder else self.tr("Train")
        return (f"{word}{time}", lambda: self._begin(recipe)), (
            self.tr("Not now"),
            self._strip.put_away,
        )

    def _terms(self, recipe: Recipe) -> str:
        beside = self.tr("You can play on meanwhile, and stop it at any time.")
        if recipe.folder == "own":
            return self.tr("It learns from a folder of your own MIDI files.") + f" {beside}"
        if recipe.folder == "data":
            return self.tr("It learns from Antiphon's data folder.") + f" {beside}"
        return beside

    def _begin(self, recipe: Recipe) -> None:
        folder = self._folder(recipe) if recipe.folder else None
        if folder is not None or not recipe.folder:
            self.training.start(recipe, folder)

    def _folder(self, recipe: Recipe) -> Path | None:
        is_own = recipe.folder == "own"
        title = self.tr("A folder of your MIDI files") if is_own else self.tr("The data folder")
        chosen = QFileDialog.getExistingDirectory(self._strip, title)
        return Path(chosen) if chosen else None

    # How far it is.

    def _show_progress(self) -> None:
        recipe, progress = self.training.recipe, self.training.progress
        if recipe is None or not self.training.is_busy:
            return
        told = progress.told()
        stop = (self.tr("Stop and keep the best"), self.training.stop)
        if self.training.is_stopping:
            told = self.tr("stopping; the best so far is kept")
            stop = (self.tr("Stop at once"), self.training.stop)
        line = self.tr("Training {0}: {1}").format(recipe.title, told)
        self._strip.say(line, progress.surprise_told(), stop, share=progress.share)

    # What came of it.

    def _end(self, outcome: Outcome) -> None:
        if outcome.is_kept:
            self._take_up(outcome)
            return
        title = _capital(outcome.recipe.title)
        again = (self.tr("Try again"), lambda: self._begin(outcome.recipe))
        close = (self.tr("Dismiss"), self._strip.put_away)
        if outcome.trouble:
            line = self.tr("{0} could not be trained").format(title)
            self._strip.say(line, outcome.trouble, again, close, role="danger")
        elif outcome.is_stopped:
            line = self.tr("Stopped before there was anything to keep")
            self._strip.say(line, "", again, close)
        else:
            line = self.tr("It became no better than what was there, so nothing was kept")
            self._strip.say(line, "", close)

    def _take_up(self, outcome: Outcome) -> None:
        if self._session.player_notes:
            self._offer_renewal(outcome.recipe, outcome.is_stopped)
        else:
            # There is nothing that the engine could forget.
            self._renew(outcome.recipe)

    def _offer_renewal(self, recipe: Recipe, is_early: bool = False) -> None:
        line = self.tr("{0} is trained").format(_capital(recipe.title))
        if is_early:
            line = self.tr("{0} is trained as far as it came").format(_capital(recipe.title))
        detail = self.tr(
            "To play with it the engine starts anew, for a second. What you have played is kept "
            "as a take; Antiphon answers without it."
        )
        self._strip.say(
            line,
            detail,
            (self.tr("Play with it"), lambda: self._renew(recipe)),
            (self.tr("Train again"), lambda: self._offer(recipe)),
            (self.tr("Later"), self._strip.put_away),
        )

    def _renew(self, recipe: Recipe) -> None:
        self._renewal.ask({recipe.knob: recipe.value})
        line = self.tr("{0} plays as soon as all is quiet").format(_capital(recipe.title))
        is_solo = self._session.params.mode == "solo"
        detail = self.tr("A solo never pauses: choose another mode first.") if is_solo else ""
        self._strip.say(line, detail, (self.tr("Later"), self._leave))

    def _leave(self) -> None:
        self._renewal.give_up()
        self._strip.put_away()

    def _is_read(self, recipe: Recipe) -> bool:
        is_model = recipe.knob == "model"
        return recipe.value in (self._session.models if is_model else self._session.styles)


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
