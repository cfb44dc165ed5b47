from antiphon_engine.live_process import warm_up
from antiphon_engine.params import Params, changed
from antiphon_models.music.notes import Note
from antiphon_models.note_stream_improviser import load_improviser


def test_warming_up_leaves_no_trace_that_a_replay_would_miss():
    jazz = changed(Params(), {"style": "jazz"})
    warmed, fresh = load_improviser(), load_improviser()
    warm_up(warmed, jazz)
    for mind in (warmed, fresh):
        for number, pitch in enumerate([60, 63, 65, 66]):
            mind.hear(Note(pitch, 80, 0.25 * number))
    assert warmed.expect(jazz) == fresh.expect(jazz)
