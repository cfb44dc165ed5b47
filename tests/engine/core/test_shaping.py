import pytest

from antiphon_engine.core.shaping import loudness_of, shaped
from antiphon_engine.params import Params, changed
from antiphon_models.improviser import Source
from antiphon_models.music.notes import Note

SOFT, LOUD = [Note(60, 30, 0.0, 0.2)], [Note(60, 110, 0.0, 0.2)]


def sent(note, phrase=SOFT, **changes):
    params = changed(Params(), changes)
    return shaped(note, Source("network", 0.5), loudness_of(phrase), params).note


@pytest.mark.parametrize(("follow", "soft", "loud"), [(0.0, 80, 80), (0.5, 57, 97), (1.0, 34, 114)])
def test_the_more_it_follows_the_closer_it_keeps_to_the_loudness_of_the_phrase(follow, soft, loud):
    note = Note(72, 80, 1.0, 0.2)
    assert sent(note, SOFT, velocity_follow=follow).velocity == soft
    assert sent(note, LOUD, velocity_follow=follow).velocity == loud


def test_light_and_shade_stay_when_the_loudness_follows():
    velocities = [sent(Note(72, v, 1.0, 0.2), velocity_follow=1.0).velocity for v in (40, 72, 104)]
    assert velocities == [14, 30, 46]


def test_a_note_is_moved_and_sent_later_but_meant_as_it_was():
    params = changed(Params(), {"transpose": 12, "output_offset_ms": 20})
    planned = shaped(Note(72, 80, 1.0, 0.2), Source("network", 0.5), 80.0, params)
    assert (planned.note.pitch, planned.note.onset) == (84, 1.02)
    assert planned.thought == Note(72, 80, 1.0, 0.2)


def test_before_the_first_phrase_the_loudness_is_a_middle_one():
    assert loudness_of([]) == 72
