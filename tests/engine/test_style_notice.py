from antiphon_engine.messages import ParamsChanged, Silent, Telemetry, Trouble
from antiphon_engine.style_notice import StyleNotice, notice


class Reports:
    dropped = 3

    def __init__(self) -> None:
        self.told: list[Telemetry] = []

    def post(self, message: Telemetry) -> None:
        self.told.append(message)


def told_of(*messages: Telemetry) -> list[Telemetry]:
    reports = Reports()
    told = StyleNotice(reports, ("any", "jazz"))
    for message in messages:
        told.post(message)
    assert told.dropped == 3
    return reports.told


def test_a_style_that_is_not_trained_is_told_of_with_the_mend() -> None:
    asked = ParamsChanged({"style": "mine"})
    assert told_of(asked) == [
        asked,
        Trouble(
            "the style 'mine' is not trained on this machine, so it is played freely; "
            "'antiphon train mine FOLDER' does that"
        ),
    ]


def test_it_is_told_once() -> None:
    asked = [ParamsChanged({"style": "folk"}), ParamsChanged({"style": "folk", "register": 3})]
    assert told_of(*asked) == [asked[0], Trouble(notice("folk")), asked[1]]


def test_a_style_to_blend_in_is_told_of_too() -> None:
    asked = ParamsChanged({"style": "jazz", "second_style": "chorale"})
    assert told_of(asked) == [asked, Trouble(notice("chorale"))]


def test_what_is_known_and_what_else_is_said_is_only_handed_on() -> None:
    messages = [ParamsChanged({"style": "jazz"}), ParamsChanged({}), Silent()]
    assert told_of(*messages) == messages


def test_a_model_that_is_not_trained_is_told_of_once_with_the_mend() -> None:
    asked = [ParamsChanged({"model": "grid"}), ParamsChanged({"model": "grid", "register": 3})]
    told = Trouble(
        "the model 'grid' is not trained on this machine, so Antiphon's own answers; "
        "'antiphon train grid' does that"
    )
    assert told_of(*asked) == [asked[0], told, asked[1]]


def test_antiphons_own_model_and_those_that_are_there_are_only_handed_on() -> None:
    reports = Reports()
    told = StyleNotice(reports, ("any",), ("antiphon", "motif"))
    for model in ("antiphon", "motif"):
        told.post(ParamsChanged({"model": model}))
    assert reports.told == [ParamsChanged({"model": "antiphon"}), ParamsChanged({"model": "motif"})]
