from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QLabel, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from antiphon_app.shortcut_page import ShortcutPage
from antiphon_app.shortcuts import MENUS, SHORTCUTS, Actions


def window(qtbot: QtBot) -> tuple[QMainWindow, Actions, list[str]]:
    done: list[str] = []
    main = QMainWindow()
    qtbot.addWidget(main)
    actions = Actions(main, {s.name: lambda _on, n=s.name: done.append(n) for s in SHORTCUTS})
    main.setCentralWidget(QLineEdit())
    bar = main.menuBar()
    assert bar is not None
    actions.fill(bar)
    main.show()
    main.activateWindow()
    main.setFocus()
    qtbot.waitUntil(main.isActiveWindow)
    return main, actions, done


def test_no_two_actions_share_a_key() -> None:
    keys = [QKeySequence(s.keys).toString() for s in SHORTCUTS if s.keys]
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_every_action_is_in_a_menu_that_there_is() -> None:
    assert {s.menu for s in SHORTCUTS} == set(MENUS)


def test_a_letter_acts(qtbot: QtBot) -> None:
    main, _, done = window(qtbot)
    qtbot.keyClick(main, Qt.Key.Key_A)
    qtbot.keyClick(main, Qt.Key.Key_Escape)
    assert done == ["again", "panic"]


def test_letters_are_notes_while_the_computer_keyboard_plays(qtbot: QtBot) -> None:
    main, actions, done = window(qtbot)
    actions.set_typing(True)
    qtbot.keyClick(main, Qt.Key.Key_A)
    qtbot.keyClick(main, Qt.Key.Key_Escape)
    assert done == ["panic"]
    actions.set_typing(False)
    qtbot.keyClick(main, Qt.Key.Key_A)
    assert done == ["panic", "again"]


def test_letters_are_letters_in_a_text_field(qtbot: QtBot) -> None:
    main, _, done = window(qtbot)
    field = main.centralWidget()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "mad")
    assert field.text() == "mad"
    assert done == []


def test_the_page_lists_every_key(qtbot: QtBot) -> None:
    page = ShortcutPage()
    qtbot.addWidget(page)
    texts = {label.text() for label in page.findChildren(QLabel)}
    native = QKeySequence.SequenceFormat.NativeText
    for shortcut in SHORTCUTS:
        if shortcut.keys:
            assert shortcut.text in texts
            assert QKeySequence(shortcut.keys).toString(native) in texts
