from antiphon_engine.core.events import Control
from antiphon_engine.core.panic import PanicButton


def test_panic_lifts_the_pedal_and_ends_notes_and_sound():
    assert PanicButton().press(1.0, {3}) == [
        Control(1.0, 3, 64, 0),
        Control(1.0, 3, 123, 0),
        Control(1.0, 3, 120, 0),
        Control(1.0, 3, 121, 0),
    ]


def test_pressing_twice_reaches_every_channel():
    button = PanicButton()
    button.press(1.0, {3})
    assert [event.channel for event in button.press(2.0, {3})][::4] == list(range(16))


def test_pressing_again_much_later_is_a_first_press():
    button = PanicButton()
    button.press(1.0, {3})
    assert {event.channel for event in button.press(9.0, {3})} == {3}
