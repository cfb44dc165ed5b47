import os
from random import Random

import pytest

from antiphon_engine.params import Params, changed
from antiphon_models.note_stream_improviser import NoteStreamImproviser
from antiphon_models.repertoire import read_repertoire, styles_folder
from antiphon_models.runtime.note_stream import NoteStreamStepper
from antiphon_models.runtime.note_stream_weights import read_note_stream
from builders import phrase
from corpora import small_weights

CALL = phrase("D4 F4 A4 G4 F4:2 E4 D4 E4:2 A3:2")


@pytest.fixture
def shipped(tmp_path):
    return read_note_stream(small_weights(tmp_path / "shipped.safetensors", ("any", "jazz")))


def trained(name, *styles, seed=1, written_at=None):
    """Write a network as if trained on this machine."""
    path = small_weights(styles_folder() / f"{name}.safetensors", ("any", *styles), seed)
    if written_at is not None:
        os.utime(path, (written_at, written_at))
    return path


def speaker(repertoire, **knobs):
    return repertoire.speaker(changed(Params(), knobs)).name.partition("-")[0]


def test_without_networks_of_its_own_a_machine_speaks_with_the_shipped_one(shipped):
    repertoire = read_repertoire(shipped, styles_folder())
    assert repertoire.styles == ("any", "jazz")
    assert speaker(repertoire, style="mine") == "shipped"


def test_a_network_speaks_for_the_styles_that_its_header_names(shipped):
    trained("folk", "folk", "chorale")
    repertoire = read_repertoire(shipped, styles_folder())
    assert repertoire.styles == ("any", "jazz", "folk", "chorale")
    assert speaker(repertoire, style="chorale") == "folk"
    assert speaker(repertoire, style="any") == "shipped"
    assert speaker(repertoire, style="jazz") == "shipped"


def test_of_two_blended_styles_the_one_trained_here_brings_its_network(shipped):
    trained("mine", "mine")
    repertoire = read_repertoire(shipped, styles_folder())
    blend = {"style": "jazz", "second_style": "mine"}
    assert speaker(repertoire, **blend, style_blend=0.3) == "mine"
    assert speaker(repertoire, **blend, style_blend=0.0) == "shipped"


def test_of_two_networks_for_a_style_the_one_written_last_speaks(shipped):
    trained("anna", "mine", seed=1, written_at=2000)
    trained("ben", "mine", seed=2, written_at=1000)
    assert speaker(read_repertoire(shipped, styles_folder()), style="mine") == "anna"


def test_a_file_that_is_not_fit_to_use_is_skipped_in_one_line(shipped):
    whole = trained("mine", "mine")
    trained("folk", "folk")
    whole.write_bytes(whole.read_bytes()[:-100])
    (styles_folder() / "other.safetensors").write_bytes(b"PK\x03\x04")
    repertoire = read_repertoire(shipped, styles_folder())
    assert set(repertoire.trained) == {"folk"}
    first, second = sorted(repertoire.faults)
    assert "mine.safetensors: damaged or cut short" in first
    assert "other.safetensors: is a zip archive" in second


def test_a_replay_gets_just_the_voices_that_it_names(shipped):
    trained("old", "mine", seed=1, written_at=1000)
    trained("new", "mine", seed=2, written_at=2000)
    trained("folk", "folk", seed=3)
    old = read_note_stream(styles_folder() / "old.safetensors").name
    repertoire = read_repertoire(shipped, styles_folder(), {"mine": old})
    assert repertoire.voices == {"mine": old}
    (styles_folder() / "old.safetensors").rename(styles_folder() / "moved.safetensors")
    found = read_repertoire(shipped, styles_folder(), {"mine": old}).trained["mine"]
    assert found.name.partition("-")[0] == "moved"
    with pytest.raises(LookupError, match="the network gone-12345678 for the style mine"):
        read_repertoire(shipped, styles_folder(), {"mine": "gone-12345678"})


def hear(mind, notes=CALL):
    for note in notes:
        mind.hear(note)
        mind.release(note)


def proposals(mind, count=6):
    rng, now, found = Random(3), CALL[-1].onset, []
    for _ in range(count):
        found.append(mind.propose(Params(motif_threshold=0.0), rng))
    return found, now


@pytest.fixture
def own(shipped):
    trained("mine", "mine", seed=5)
    return read_repertoire(shipped, styles_folder())


def test_a_network_that_takes_over_goes_on_from_the_same_music(own):
    late, early = (NoteStreamImproviser(NoteStreamStepper(own.shipped), repertoire=own)
                   for _ in range(2))  # fmt: skip
    mine = changed(Params(), {"style": "mine"})
    early.adopt(mine)
    for mind in (late, early):
        hear(mind)
    assert proposals(late) != proposals(early)
    late.adopt(mine)
    assert late.expect(mine) == pytest.approx(early.expect(mine), abs=1e-6)


def test_going_back_to_a_shipped_style_brings_the_shipped_network_back(own):
    mind, other = (NoteStreamImproviser(NoteStreamStepper(own.shipped), repertoire=own)
                   for _ in range(2))  # fmt: skip
    for style in ("mine", "jazz"):
        mind.adopt(changed(Params(), {"style": style}))
    other.adopt(changed(Params(), {"style": "jazz"}))
    for one in (mind, other):
        hear(one)
    assert proposals(mind) == proposals(other)


def test_a_fork_of_a_mind_that_speaks_with_its_own_network_does_so_too(own):
    mind = NoteStreamImproviser(NoteStreamStepper(own.shipped), repertoire=own)
    mind.adopt(changed(Params(), {"style": "mine"}))
    hear(mind)
    assert proposals(mind.fork()) == proposals(mind)
    assert mind.fork().name == mind.name == own.shipped.name


def test_a_mind_that_has_forgotten_hears_nothing_again(own):
    mind = NoteStreamImproviser(NoteStreamStepper(own.shipped), repertoire=own)
    hear(mind)
    mind.forget()
    mine = changed(Params(), {"style": "mine"})
    mind.adopt(mine)
    fresh = NoteStreamImproviser(NoteStreamStepper(own.shipped), repertoire=own)
    fresh.adopt(mine)
    assert mind.expect(mine) == fresh.expect(mine)
