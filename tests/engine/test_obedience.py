from typing import get_args

import pytest

from antiphon_engine import messages
from antiphon_engine.core.performer import Performer
from antiphon_engine.journal_entry import Command, CommandName
from antiphon_engine.obedience import Musical, journalled, obey
from antiphon_engine.params import ParamError, Params
from fakes import ScriptedMind


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (messages.Panic(), "panic"),
        (messages.Forget(), "forget"),
        (messages.Retry("again"), "again"),
        (messages.Retry("more"), "more"),
        (messages.Retry("else"), "else"),
        (messages.Undo(), "undo"),
        (messages.Freeze(True), "freeze"),
        (messages.Freeze(False), "thaw"),
        (messages.Mute(True), "mute"),
        (messages.Mute(False), "unmute"),
        (messages.Tap(), "tap"),
    ],
)
def test_each_command_has_its_word_in_the_journal(command: Musical, name: CommandName) -> None:
    assert journalled(command, 1.5) == Command(1.5, name)


def test_a_knob_is_journalled_with_its_value() -> None:
    told = journalled(messages.SetParams({"register": 3}), 1.5)
    assert told == Command(1.5, "set_params", {"register": 3})


@pytest.mark.parametrize("name", get_args(CommandName))
def test_every_word_of_the_journal_can_be_obeyed(name: CommandName) -> None:
    performer = Performer(ScriptedMind(), Params(), seed=1)
    obey(performer, Command(0.5, name))
    assert performer.now == 0.5


def test_states_are_kept_and_left() -> None:
    performer = Performer(ScriptedMind(), Params(), seed=1)
    obey(performer, Command(0.5, "freeze"))
    obey(performer, Command(0.5, "mute"))
    assert (performer.is_frozen, performer.is_muted) == (True, True)
    obey(performer, Command(0.5, "thaw"))
    obey(performer, Command(0.5, "unmute"))
    assert (performer.is_frozen, performer.is_muted) == (False, False)


def test_a_knob_that_does_not_turn_that_way_is_refused() -> None:
    with pytest.raises(ParamError, match="temperature must be from"):
        obey(
            Performer(ScriptedMind(), Params(), seed=1),
            Command(0.5, "set_params", {"temperature": 99.0}),
        )
