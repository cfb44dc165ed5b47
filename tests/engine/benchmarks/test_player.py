"""The made-up player is the same every time, and comes back to its motifs."""

from itertools import islice

from antiphon_engine.benchmarks.motifs import SMALL, Growth
from antiphon_engine.benchmarks.player import played
from antiphon_models.music.motif import Context


def test_the_same_seed_plays_the_same_notes() -> None:
    assert list(islice(played(1), 100)) == list(islice(played(1), 100))
    assert list(islice(played(1), 100)) != list(islice(played(2), 100))


def test_onsets_ascend_by_the_ioi_within_the_scale() -> None:
    notes = list(islice(played(1, ioi=0.5), 1000))
    assert [note.onset for note in notes[:3]] == [0.0, 0.5, 1.0]
    assert {note.pitch % 12 for note in notes} == {0, 2, 4, 5, 7, 9, 11}


def test_the_memory_finds_motifs_in_what_is_played() -> None:
    growth = Growth(1)
    growth.grow(SMALL // 10)
    assert len(growth.memory) == len(growth.seconds) == 1000
    last = [growth.memory.note(999 - back).pitch for back in range(6)][::-1]
    context = Context()
    for pitch in last:
        context = context.after(pitch)
    assert growth.memory.matches(context, SMALL)
