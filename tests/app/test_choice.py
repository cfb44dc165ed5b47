import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from antiphon_app.choice import DropDown
from antiphon_app.theme import DARK, LIGHT, Theme, apply

OPTIONS = [("off", "Off"), ("2", "2 bars"), ("4", "4 bars"), ("8", "8 bars")]


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_a_list_that_dropped_down_shows_its_last_option_whole(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    apply(qapp, theme)
    box = DropDown("Trade", OPTIONS)
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    view, model = box.view(), box.model()
    assert view is not None
    assert model is not None
    viewport = view.viewport()
    assert viewport is not None
    last = view.visualRect(model.index(3, 0))
    assert last.height() >= 24
    assert viewport.rect().contains(last)
    box.hidePopup()
