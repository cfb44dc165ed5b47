"""A scene is played to a real session, and each note found again at the port."""

from collections import deque
from pathlib import Path

import pytest

from antiphon_engine.benchmarks.playing import Onset, Scene, matched, play_scene
from antiphon_engine.errors import UserError
from antiphon_engine.messages import Played
from antiphon_engine.params import Params
from antiphon_models.note_stream_improviser import load_improviser


def test_notes_of_one_key_arrive_in_order_and_what_never_arrived_is_left_out() -> None:
    told = [
        (Played(1.0, 60, 80, 1), 0.99),
        (Played(1.1, 62, 80, 1), 1.09),
        (Played(1.2, 60, 80, 1), 1.19),
        (Played(1.3, 60, 80, 1), 1.29),
    ]
    arrivals = {(1, 60): deque([1.01, 1.21]), (1, 62): deque([1.12])}
    assert matched(told, arrivals) == [
        Onset(1.0, 0.99, 1.01),
        Onset(1.1, 1.09, 1.12),
        Onset(1.2, 1.19, 1.21),
    ]


def test_a_session_answers_the_scene_and_no_note_is_early(tmp_path: Path) -> None:
    scene = Scene(Params(turn_gap=0.1, turn_gap_adaptive=False), 1.0, phrase=4, pause=0.5)
    onsets, _ = play_scene(load_improviser(), scene, tmp_path, wants_realtime=False)
    assert all(onset.at_port >= onset.due for onset in onsets)


def test_a_scene_without_an_answer_is_an_error(tmp_path: Path) -> None:
    scene = Scene(Params(turn_gap=4.0), 0.2, phrase=2)
    with pytest.raises(UserError, match=r"nothing was answered in 0\.2 s"):
        play_scene(load_improviser(), scene, tmp_path, wants_realtime=False)
