from pytestqt.qtbot import QtBot

from antiphon_app.session import Session
from antiphon_app.setup_guide import Check, Ears, SetupGuide, checks
from antiphon_app.setup_steps import DAWS, SYSTEMS, steps, system_of
from antiphon_app.theme import DARK
from antiphon_engine.messages import Heard, Played, PlayNote, PortsChanged, Ready

OPEN = PortsChanged("JACK", "To Antiphon", "From Antiphon", wires=(("daw:out", "To Antiphon"),))


def truths(found: list[Check]) -> list[bool | None]:
    return [check.is_true for check in found]


def test_checks_come_true_in_order() -> None:
    session = Session()
    assert truths(checks(session, False)) == [False, False, False, False, None, False, False]
    session.apply(Ready(1, "j", "mind"))
    session.apply(OPEN)
    assert truths(checks(session, False)) == [True, True, True, True, True, False, False]
    session.apply(Played(1.0, 60, 80, 1))
    assert truths(checks(session, True)) == [True] * 7


def test_ears_tell_the_daw_from_the_keys_on_the_screen() -> None:
    session, ears = Session(), Ears()
    ears.sent(PlayNote(60, 90))
    session.apply(Heard(0.1, 60, 90, 0))
    ears.listen(session)
    assert not ears.has_heard
    session.apply(Heard(0.2, 60, 0, 0))
    session.apply(Heard(0.3, 60, 90, 0))
    ears.listen(session)
    assert ears.has_heard


def test_the_guide_says_what_comes_next(qtbot: QtBot) -> None:
    session = Session()
    guide = SetupGuide(session, lambda _command: None, DARK)
    qtbot.addWidget(guide)
    guide.refresh()
    assert guide.verdict.text() == "Next: It takes a second to start."
    session.apply(Ready(1, "j", "mind"))
    session.apply(OPEN)
    guide.refresh()
    assert guide.verdict.text() == "Next: Play a note in your DAW now."
    session.apply(Heard(0.1, 60, 90, 0))
    guide.refresh()
    assert guide.verdict.text() == "Next: Then stop for a moment."
    session.apply(Played(1.0, 60, 80, 1))
    guide.refresh()
    assert guide.verdict.text() == "All is well. Play!"


def test_steps_name_the_ports_that_are_open() -> None:
    for system in SYSTEMS:
        for daw in DAWS:
            text = " ".join(steps(system, daw, "Loop A", "Loop B"))
            assert "“Loop A”" in text
            assert "“Loop B”" in text
            assert "{" not in text


def test_systems_are_known_by_their_platform() -> None:
    assert [system_of(name) for name in ("darwin", "win32", "linux")] == [
        "macOS",
        "Windows",
        "Linux",
    ]
