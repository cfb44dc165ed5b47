from PyQt6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from antiphon_app.health_bar import HealthBar
from antiphon_app.session import Session
from antiphon_app.theme import DARK
from antiphon_engine.messages import (
    Health,
    Heard,
    Heartbeat,
    PlanChanged,
    PortsChanged,
    Ready,
    StateChanged,
    Trouble,
    TurnChanged,
)


def made(qtbot: QtBot) -> tuple[HealthBar, Session]:
    session = Session()
    bar = HealthBar(session, lambda _command: None, DARK)
    qtbot.addWidget(bar)
    bar.refresh()
    return bar, session


def status_after(bar: HealthBar, session: Session, *messages: object) -> str:
    for message in messages:
        session.apply(message)  # type: ignore[arg-type]
    bar.refresh()
    return bar.status.text()


def test_words_follow_the_duet(qtbot: QtBot) -> None:
    bar, session = made(qtbot)
    assert bar.status.text() == "Engine is starting"
    assert bar.lamp.state == "off"
    assert status_after(bar, session, Ready(1, "j", "mind")) == "Listening"
    assert bar.lamp.state == "lit"
    assert status_after(bar, session, Heard(0.1, 60, 80, 0)) == "Hearing you"
    assert status_after(bar, session, Heard(0.2, 60, 0, 0), PlanChanged((), 0.5)) == "Thinking"
    assert status_after(bar, session, TurnChanged(0.5, "answering", 1)) == "Answering"
    assert status_after(bar, session, StateChanged(False, True)) == "Muted, listening"


def test_an_engine_that_died_is_said_by_word_and_shape(qtbot: QtBot) -> None:
    bar, session = made(qtbot)
    status_after(bar, session, Ready(1, "j", "mind"))
    session.lose_engine()
    assert status_after(bar, session) == "Engine is restarting"
    assert bar.lamp.state == "wrong"


def test_trouble_is_shown_and_then_the_ports_own(qtbot: QtBot) -> None:
    bar, session = made(qtbot)
    session.apply(Ready(1, "j", "mind"))
    session.apply(PortsChanged(None, None, None, "no MIDI here"))
    session.apply(Trouble("the engine has ended and is started again"))
    bar.say("first")
    bar.refresh()
    assert bar.trouble.text() == "the engine has ended and is started again"
    bar.say("")
    bar.refresh()
    assert bar.trouble.text() == "no MIDI here"


def test_news_is_not_coloured_as_trouble(qtbot: QtBot) -> None:
    bar, session = made(qtbot)
    session.apply(Ready(1, "j", "mind"))
    bar.say("The take is kept: Blue", is_news=True)
    bar.refresh()
    assert (bar.trouble.text(), bar.trouble.property("role")) == ("The take is kept: Blue", "plain")
    bar.say("the output is gone")
    bar.refresh()
    assert bar.trouble.property("role") == "warning"


def test_one_click_copies_versions_ports_and_timings_and_no_music(qtbot: QtBot) -> None:
    bar, session = made(qtbot)
    status_after(
        bar,
        session,
        Ready(1, "j", "note_stream"),
        PortsChanged("JACK", "To Antiphon", None, "no output"),
        Heartbeat(Health(60.0, 20, 30, 0.125, 1.5, 3.0, dropped={"flood": 2}), 60.0),
        Heard(60.0, 61, 87, 0),
    )
    bar.copying.click()
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    lines = clipboard.text().splitlines()
    assert "engine: plays, note_stream" in lines
    assert "lateness p50 / p99 / max: 0.125 / 1.5 / 3 ms" in lines
    assert "skipped, flood: 2" in lines
    assert "input: To Antiphon" in lines
    assert "output: not open" in lines
    assert not any("61" in line.split() or "87" in line.split() for line in lines)
    assert bar.copying.text() == "Copied" or not bar.refresh()


def test_why_there_is_no_engine_is_said_as_long_as_there_is_none(qtbot: QtBot) -> None:
    bar, session = made(qtbot)
    session.apply(Trouble("the weights cannot be read", fatal=True))
    bar.say("")
    bar.refresh()
    assert bar.trouble.text() == "the weights cannot be read"


def test_before_anything_is_played_there_is_no_lateness_to_tell(qtbot: QtBot) -> None:
    bar, _session = made(qtbot)
    bar.say("")
    bar.refresh()
    assert bar.figures.text() == "0 held"


def test_figures_say_lateness_and_held_notes(qtbot: QtBot) -> None:
    bar, session = made(qtbot)
    late = Health(
        notes_played=9,
        lateness_p50_ms=0.12,
        lateness_p99_ms=1.44,
        answer_p50_ms=0.21,
        answer_p99_ms=0.94,
    )
    session.apply(Heartbeat(late, 1.0))
    session.apply(Heard(1.0, 60, 80, 0))
    bar.say("")
    bar.refresh()
    assert bar.figures.text() == "answers 0.21 / 0.94 ms  ·  late 0.12 / 1.44 ms  ·  1 held"
