import math

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QKeyEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from antiphon_app.note_tip import minutes, note_tip, share, transposed
from antiphon_app.piano_roll import PianoRoll
from antiphon_app.roll_axes import PitchRange, RollAxes, motif_runs, visible_notes
from antiphon_app.roll_ground import TurnSpan, mixed, turn_spans
from antiphon_app.roll_painting import piece_names
from antiphon_app.session import Session, StageNote
from antiphon_app.theme import DARK, LIGHT, Theme
from antiphon_engine.messages import (
    Command,
    Health,
    Heard,
    Heartbeat,
    PlanChanged,
    PlannedNote,
    Played,
    Ready,
    TurnChanged,
)
from antiphon_models.improviser import Source

NOW = 100.0
NETWORK = Source("network", 0.23)
AXES = RollAxes(
    left=0.0, top=20.0, right=1000.0, bottom=520.0, now=NOW, behind=12.0, low=50.0, high=74.0
)


def motif(position: int, onset: float, transposition: int = 0) -> Source:
    return Source("motif", 0.2, position, onset, 5, transposition)


def session() -> Session:
    session = Session(clock=lambda: NOW)
    session.apply(Ready(1, "journal", "mind"))
    session.apply(Heartbeat(Health(), NOW))
    return session


def duet() -> Session:
    """The player's C4 E4, answered a fifth up with G4 B4, and a C5 planned."""
    duet = session()
    for onset, pitch in ((90.0, 60), (91.0, 64)):
        duet.apply(Heard(onset, pitch, 100, 0))
        duet.apply(Heard(onset + 0.8, pitch, 0, 0))
    duet.apply(TurnChanged(93.0, "answering", 1))
    for position, (onset, pitch) in enumerate(((93.0, 67), (94.0, 71))):
        duet.apply(Played(onset, pitch, 100, 1, motif(position, 90.0 + position, 7)))
        duet.apply(Played(onset + 0.8, pitch, 0, 1))
    duet.apply(TurnChanged(95.0, "listening", 1))
    duet.apply(PlanChanged((PlannedNote(101.0, 0.5, 72, 80, NETWORK),), 101.0))
    return duet


def roll(qtbot: QtBot, session: Session, theme: Theme = DARK) -> PianoRoll:
    sent: list[Command] = []
    roll = PianoRoll(session, sent.append, theme)
    qtbot.addWidget(roll)
    roll.resize(900, 360)
    roll.show()
    roll.refresh()
    return roll


def tap(roll: PianoRoll, key: Qt.Key) -> None:
    no = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(roll, QKeyEvent(QEvent.Type.KeyPress, key, no))


def colour_at(roll: PianoRoll, place: QPointF) -> QColor:
    return roll.grab().toImage().pixelColor(place.toPoint())


def place_of(roll: PianoRoll, time: float, pitch: int) -> QPointF:
    axes = roll.axes()
    return QPointF(axes.x(time), axes.y(pitch))


def test_now_is_at_72_hundredths_and_the_left_edge_12_seconds_before() -> None:
    assert (AXES.x(NOW), AXES.x(88.0), AXES.x(94.0)) == (720.0, 0.0, 360.0)
    assert (AXES.first_time, round(AXES.last_time, 3)) == (88.0, 104.667)


def test_a_semitone_is_a_row_and_the_lowest_lies_on_the_bottom() -> None:
    assert (AXES.row, AXES.y(50), AXES.y(74)) == (20.0, 510.0, 30.0)


def test_a_sounding_note_reaches_to_now() -> None:
    left, _, width, _ = AXES.box(StageNote(94.0, math.inf, 60, 80, True))
    assert (left, width) == (360.0, 360.0)


def test_a_harder_note_is_a_taller_bar() -> None:
    soft = AXES.box(StageNote(94.0, 95.0, 60, 20, True))
    hard = AXES.box(StageNote(94.0, 95.0, 60, 120, True))
    assert hard[3] > soft[3]


def test_notes_that_have_left_the_stage_are_not_painted() -> None:
    played = session()
    for onset in (80.0, 87.5, 99.0):
        played.apply(Heard(onset, 60, 80, 0))
        played.apply(Heard(onset + 0.9, 60, 0, 0))
    assert [note.onset for note in visible_notes(played, AXES)] == [87.5, 99.0]


def test_motif_notes_of_one_stretch_are_one_run() -> None:
    sources = [motif(3, 90.0), motif(4, 90.5), NETWORK, motif(9, 92.0), motif(9, 92.0)]
    notes = [
        StageNote(95.0 + place, 96.0 + place, 60, 80, False, source)
        for place, source in enumerate(sources)
    ]
    runs = [[note.onset for note in run] for run in motif_runs(notes)]
    assert runs == [[95.0, 96.0], [98.0], [99.0]]


def test_yielding_and_listening_are_one_turn_of_the_player() -> None:
    played = session()
    for time, turn in ((90.0, "answering"), (92.0, "yielding"), (93.0, "listening")):
        played.apply(TurnChanged(time, turn, 1))
    assert turn_spans(played, AXES) == [
        TurnSpan(92.0, NOW, True),
        TurnSpan(90.0, 92.0, False),
        TurnSpan(-math.inf, 90.0, True),
    ]


def test_the_pitch_range_reaches_for_a_leap_and_keeps_two_octaves() -> None:
    pitches = PitchRange(52.0, 76.0)
    pitches.follow([60], 60.0)
    assert (round(pitches.low, 6), round(pitches.high, 6)) == (48.0, 72.0)
    pitches.follow([60, 96], 0.05)
    assert 72.0 < pitches.high < 98.5
    pitches.follow([60, 96], 60.0)
    assert (round(pitches.low, 6), round(pitches.high, 6)) == (57.5, 98.5)
    assert not pitches.is_moving


def test_the_range_stays_when_nothing_is_played() -> None:
    pitches = PitchRange(52.0, 76.0)
    pitches.follow([], 60.0)
    assert (pitches.low, pitches.high) == (52.0, 76.0)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_player_notes_are_filled_and_machine_notes_lighter_inside(
    qtbot: QtBot, theme: Theme
) -> None:
    stage = roll(qtbot, duet(), theme)
    player = colour_at(stage, place_of(stage, 90.4, 60))
    machine = colour_at(stage, place_of(stage, 93.4, 67))
    assert player == mixed(theme, "player", 1.0)
    assert machine == mixed(theme, "machine", 0.38)


def test_the_focus_is_a_frame_around_what_is_shown(qtbot: QtBot) -> None:
    stage = roll(qtbot, duet())
    with qtbot.waitActive(stage):
        stage.activateWindow()
    stage.setFocus()
    assert stage.hasFocus()
    assert colour_at(stage, QPointF(0, 100)) == DARK.colour("machine")
    assert colour_at(stage, place_of(stage, 90.4, 60)) == mixed(DARK, "player", 1.0)


def test_an_empty_stage_asks_for_a_note_and_a_full_one_does_not(qtbot: QtBot) -> None:
    assert roll(qtbot, session()).is_empty
    assert not roll(qtbot, duet()).is_empty


def test_a_still_empty_stage_is_not_painted_again(qtbot: QtBot) -> None:
    stage = roll(qtbot, session())
    stage.grab()
    painted = stage.frames
    for _ in range(5):
        stage.refresh()
    assert stage.frames == painted


def test_the_note_under_the_mouse_is_found_played_or_planned(qtbot: QtBot) -> None:
    stage = roll(qtbot, duet())
    played = stage.note_at(place_of(stage, 91.4, 64))
    planned = stage.note_at(place_of(stage, 101.2, 72))
    assert played is not None
    assert planned is not None
    assert (played.pitch, played.is_player) == (64, True)
    assert (planned.pitch, planned.source) == (72, NETWORK)
    assert stage.note_at(place_of(stage, 97.0, 64)) is None


def test_a_tip_names_the_note_and_the_players_phrase_that_it_answers() -> None:
    answer = StageNote(160.0, 161.0, 67, 90, False, motif(3, 132.4, 4))
    assert note_tip(answer, 90.0) == (
        "G4, Antiphon, velocity 90\n"
        "Your phrase from 0:42, up a major third; 5 notes matched.\n"
        "The network gave it 20 %."
    )
    assert note_tip(StageNote(1.0, 2.0, 61, 64, True), 0.0) == "C#4, You, velocity 64"


def test_a_tip_names_the_taught_piece_that_a_note_comes_from() -> None:
    source = Source("motif", 0.2, 912, 42.4, 7, -12, "Blue.mid")
    assert note_tip(StageNote(160.0, 161.0, 55, 90, False, source), 90.0) == (
        "G3, Antiphon, velocity 90\n"
        "From “Blue.mid”, at 0:42, down an octave; 7 notes matched.\n"
        "The network gave it 20 %."
    )
    unmoved = Source("motif", 0.2, 912, 42.4, 7, 0, "Blue.mid")
    assert "as it is there" in note_tip(StageNote(160.0, 161.0, 55, 90, False, unmoved), 90.0)


def test_a_tip_names_no_place_where_the_source_knows_none() -> None:
    source = Source("motif", 0.2, match_length=3, piece="the motif dictionary")
    assert note_tip(StageNote(160.0, 161.0, 55, 90, False, source), 90.0) == (
        "G3, Antiphon, velocity 90\n"
        "From “the motif dictionary”, as it is there; 3 notes matched.\n"
        "The network gave it 20 %."
    )


def test_a_run_from_a_taught_piece_is_no_run_of_the_players() -> None:
    own, taught = Source("motif", 0.2, 4), Source("motif", 0.2, 5, piece="Blue.mid")
    notes = [StageNote(1.0, 1.5, 60, 80, False, own), StageNote(1.5, 2.0, 62, 80, False, taught)]
    assert [len(run) for run in motif_runs(notes)] == [1, 1]
    session = Session()
    session.player_notes.append(StageNote(0.0, 0.5, 62, 80, True))
    assert session.source_note(notes[0]) is None
    assert session.source_note(notes[1]) is None


def test_a_taught_piece_is_named_below_what_comes_from_it_once(qtbot: QtBot) -> None:
    long_name = "x" * 99 + ".mid"
    runs = [
        [StageNote(at, at + 0.4, 60, 80, False, Source("motif", 0.2, int(at), piece=piece))]
        for at, piece in ((92.0, "Blue.mid"), (93.0, "Blue.mid"), (94.0, ""), (95.0, long_name))
    ]
    named = piece_names(QFontMetrics(QApplication.font()), AXES, runs)
    assert [name[:8] for _, name in named] == ["from Blu", "from xxx"]
    assert named[0][1] == "from Blue.mid"
    assert len(named[1][1]) < 40
    assert named[1][1].endswith(".mid")
    assert [place.x() for place, _ in named] == [AXES.x(92.0), AXES.x(95.0)]
    assert named[0][0].y() > AXES.y(60)


def test_intervals_times_and_shares_are_told_in_words() -> None:
    assert transposed(0) == "as you played it"
    assert transposed(-12) == "down an octave"
    assert transposed(19) == "up an octave and a fifth"
    assert (minutes(61.9), minutes(-0.2)) == ("1:01", "0:00")
    assert (share(0.004), share(0.236)) == ("under 1 %", "24 %")


def test_ctrl_and_wheel_change_the_seconds_shown_within_limits(qtbot: QtBot) -> None:
    stage = roll(qtbot, duet())
    stage.wheelEvent(
        QWheelEvent(
            QPointF(50, 50),
            QPointF(50, 50),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
    )
    assert round(stage.seconds_behind, 3) == 10.435
    for _ in range(50):
        tap(stage, Qt.Key.Key_Minus)
    assert stage.seconds_behind == 60.0
    for _ in range(50):
        tap(stage, Qt.Key.Key_Plus)
    assert stage.seconds_behind == 3.0


def test_a_thread_leaves_at_the_edge_when_its_source_has_left_the_stage(qtbot: QtBot) -> None:
    old = session()
    old.apply(Heard(50.0, 60, 80, 0))
    old.apply(Heard(50.5, 60, 0, 0))
    old.apply(Played(96.0, 60, 80, 1, motif(0, 50.0)))
    old.apply(Played(97.0, 60, 0, 1))
    stage = roll(qtbot, old)
    image = stage.grab().toImage()
    edge = round(stage.axes().left) + 6
    violet = [y for y in range(image.height()) if image.pixelColor(edge, y).blue() > 140]
    assert violet
