from antiphon_app.display import why_no_window


def test_a_linux_without_a_display_has_no_window_and_says_why() -> None:
    assert why_no_window({}, "linux") == (
        "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"
    )


def test_a_display_or_a_chosen_platform_is_enough() -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        assert why_no_window({name: "something"}, "linux") == ""


def test_other_systems_always_have_a_display() -> None:
    assert why_no_window({}, "darwin") == ""
    assert why_no_window({}, "win32") == ""
