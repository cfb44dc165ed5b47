"""The real engine with a network that was trained on this machine; there is no MIDI here."""

import pytest

from antiphon_app.engine_process import COMMAND
from antiphon_engine.journal import read_journal
from antiphon_engine.messages import ParamsChanged, PlayNote, Ready, SetParams, Start, Trouble
from antiphon_models.repertoire import styles_folder
from antiphon_models.systems.catalogue import NAMES
from corpora import small_weights
from peers import playing, wait_until


@pytest.fixture(autouse=True)
def no_midi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "antiphon-no-such-server")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")


def test_the_engine_tells_what_it_speaks_and_what_it_could_not_load() -> None:
    small_weights(styles_folder() / "mine.safetensors", ("any", "mine"))
    damaged = small_weights(styles_folder() / "folk.safetensors", ("any", "folk"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with playing(Start(seed=5, params={"style": "mine"}), COMMAND) as engine:
        ready = engine.wait_for(Ready)
        engine.process.send(PlayNote(60, 80))
        engine.process.send(PlayNote(60, 0))
        engine.process.send(SetParams({"style": "folk"}))
        wait_until(lambda: len(engine.all(Trouble)) == 2)
        assert engine.all(ParamsChanged)[0].params == {"style": "mine"}
        engine.process.stop()
    assert {"any", "bach", "jazz", "mine"} <= {*ready.styles}
    assert "folk" not in ready.styles
    skipped, free = (trouble.text for trouble in engine.all(Trouble))
    assert skipped.startswith("a network was not loaded: ")
    assert "folk.safetensors: damaged or cut short" in skipped
    assert "the style 'folk' is not trained on this machine" in free
    assert "'antiphon train folk' does that" in free
    voices = read_journal(engine.journal()).session.voices
    # The papers' systems that come along are named, too.
    assert list(voices) == ["mine", *NAMES[1:]]
