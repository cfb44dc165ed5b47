"""How late the machine's notes are: live, with and without real-time priority, and decisions alone.

Knows scenes and bars; how a scene is played and listened to is `playing`'s affair.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from antiphon_engine.benchmarks.figures import Figure, distribution
from antiphon_engine.benchmarks.network import timed
from antiphon_engine.benchmarks.player import played
from antiphon_engine.benchmarks.playing import NOTES_PER_SECOND, SEED, Onset, Scene, play_scene
from antiphon_engine.core.events import MidiEvent, NoteOff, NoteOn
from antiphon_engine.core.performer import Performer
from antiphon_engine.core.preparation import PREPARATION
from antiphon_engine.core.voice import LEAD
from antiphon_engine.params import Params
from antiphon_models.improviser import NamedMind

DECIDING = "deciding to answer, without threads"
DUET = Params(mode="duet")
# Short turns, so that there are many of them.
ANSWER = Params(turn_gap=0.1, turn_gap_adaptive=False, answer_length="1 note")
TURN = 2
PAUSE = 0.2
LATE_BARS = {True: 1.5, False: 3.0}


def measure_live(mind: NamedMind, seconds: float, folder: Path) -> tuple[list[Figure], bool]:
    """Return the figures of live sessions, and whether real-time priority was granted."""
    figures, was_realtime = _live(mind, seconds, folder, wants_realtime=True)
    if was_realtime:
        figures += _live(mind, seconds, folder, wants_realtime=False)[0]
    return figures, was_realtime


def _live(
    mind: NamedMind, seconds: float, folder: Path, wants_realtime: bool
) -> tuple[list[Figure], bool]:
    duet, is_realtime = play_scene(mind, Scene(DUET, seconds, phrase=1), folder, wants_realtime)
    turns, _ = play_scene(mind, Scene(ANSWER, seconds, TURN, PAUSE), folder, wants_realtime)
    which = "real-time priority" if is_realtime else "ordinary priority"
    section = f"live, {NOTES_PER_SECOND} notes/s coming in, {which}"
    key = "live.realtime" if is_realtime else "live.ordinary"
    measured = (
        ("decision", "answer made ahead: decision -> sender", 1.0,
         [onset.handed_over - (onset.due - LEAD) for onset in turns]),
        ("first", "first note of an answer at the port, late by", 1.0, _lateness(turns)),
        ("late", "notes of a duet at the port, late by", LATE_BARS[is_realtime], _lateness(duet)),
    )  # fmt: skip
    return [
        distribution(section, f"{key}.{name}", what, "ms", samples, bars={"p99": bar})
        for name, what, bar, samples in measured
    ], is_realtime


def _lateness(onsets: Sequence[Onset]) -> list[float]:
    return [onset.at_port - onset.due for onset in onsets]


def measure_decisions(mind: NamedMind, turns: int) -> list[Figure]:
    """Return what the performer alone takes to decide, its answer made ahead and on the spot."""
    mind.forget()
    # Without drafts: on the spot there is time for none.
    performer, notes = Performer(mind, replace(ANSWER, candidates=1), SEED), _phrases()
    ahead, on_the_spot = list[float](), list[float]()
    for turn in range(2 * turns):
        for event in next(notes):
            performer.hear(event)
        decision = performer.turn_end() - LEAD
        if turn % 2:
            performer.advance(decision - PREPARATION / 2)
        (ahead if turn % 2 else on_the_spot).append(timed(_advance(performer, decision)))
    return [
        distribution(
            DECIDING, "decision.ahead", "answer made ahead", "ms", ahead,
            bars={"p99": 1.0},
        ),
        distribution(
            DECIDING, "decision.on_the_spot", "answer made on the spot", "ms", on_the_spot,
            bars={"p99": 3.0},
        ),
    ]  # fmt: skip


def _advance(performer: Performer, until: float) -> Callable[[], object]:
    return lambda: performer.advance(until)


def _phrases() -> Iterator[list[MidiEvent]]:
    """Return endless phrases of TURN notes, far enough apart for an answer to end."""
    ioi, notes = 1 / NOTES_PER_SECOND, played(SEED, 1 / NOTES_PER_SECOND)
    begin = 0.0
    while True:
        phrase = [
            replace(note, onset=begin + ioi * at) for at, note in enumerate(islice(notes, TURN))
        ]
        begin += 20.0
        yield [
            event
            for note in phrase
            for event in (
                NoteOn(note.onset, 0, note.pitch, note.velocity),
                NoteOff(note.offset, 0, note.pitch),
            )
        ]
