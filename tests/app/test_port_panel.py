from pytestqt.qtbot import QtBot

from antiphon_app.port_panel import PortPanel
from antiphon_app.session import Session
from antiphon_app.theme import DARK
from antiphon_engine.messages import ChoosePorts, Command, Heard, PortsChanged

LONG = "A synthesizer whose maker gave it a very long name indeed 24:0"


def made(qtbot: QtBot, ports: PortsChanged) -> tuple[PortPanel, Session, list[Command]]:
    session, sent = Session(), list[Command]()
    session.apply(ports)
    panel = PortPanel(session, sent.append, DARK)
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    return panel, session, sent


def test_choosing_an_input_asks_the_engine_for_it(qtbot: QtBot) -> None:
    panel, _, sent = made(qtbot, PortsChanged("ALSA", None, None, inputs=("Piano", "Pads")))
    choice = panel.input.choice
    assert [choice.itemText(n) for n in range(choice.count())] == ["To Antiphon", "Piano", "Pads"]
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert sent == [ChoosePorts("Pads", None)]


def test_a_port_that_has_gone_stays_chosen_and_is_said_not_to_be_there(qtbot: QtBot) -> None:
    panel, _, _ = made(qtbot, PortsChanged("ALSA", None, None))
    panel.want("Piano", None)
    panel.refresh()
    assert panel.input.choice.currentText() == "Piano (not there)"
    assert panel.input.lamp.state == "off"
    assert "waiting for 'Piano'" in panel.input.toolTip()


def test_a_port_that_comes_back_is_shown_as_open(qtbot: QtBot) -> None:
    panel, session, _ = made(qtbot, PortsChanged("ALSA", None, None))
    panel.want("Piano", None)
    panel.refresh()
    session.apply(PortsChanged("ALSA", "Piano", "From Antiphon", inputs=("Piano",)))
    panel.refresh()
    assert panel.input.choice.currentText() == "Piano"
    assert panel.input.lamp.state == "on"


def test_the_lamp_lights_when_a_note_comes_in(qtbot: QtBot) -> None:
    panel, session, _ = made(qtbot, PortsChanged("ALSA", "To Antiphon", "From Antiphon"))
    session.apply(Heard(1.0, 60, 90, 0))
    panel.refresh()
    assert panel.input.lamp.state == "lit"
    assert panel.output.lamp.state == "on"


def test_one_port_for_both_directions_is_asked_about_first(qtbot: QtBot) -> None:
    panel, _, sent = made(qtbot, PortsChanged("WinMM", None, None, "", ("Loop",), ("Loop",)))
    doubts: list[str] = []
    panel.doubted.connect(doubts.append)
    for side in (panel.input, panel.output):
        side.choice.setCurrentIndex(1)
        side.choice.activated.emit(1)
    assert sent == [ChoosePorts("Loop", None)]
    assert doubts == ["Loop"]
    panel.use_anyway()
    assert sent[-1] == ChoosePorts("Loop", "Loop")


def test_a_long_name_takes_no_more_room_and_is_whole_in_the_tool_tip(qtbot: QtBot) -> None:
    panel, session, _ = made(qtbot, PortsChanged("ALSA", "To Antiphon", None, inputs=(LONG,)))
    width = panel.input.choice.minimumSizeHint().width()
    session.apply(PortsChanged("ALSA", LONG, None, inputs=(LONG,)))
    panel.want(LONG, None)
    panel.refresh()
    assert panel.input.choice.minimumSizeHint().width() == width < 220
    assert LONG in panel.input.choice.toolTip()
