"""What came of a soak: the counts, and what is a fault."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from antiphon_engine.core.events import NoteOn
from antiphon_engine.journal import read_journal
from antiphon_engine.journal_entry import Heard
from antiphon_engine.messages import Health
from antiphon_engine.replay import first_difference, replay
from antiphon_engine.session_start import load_mind
from soak_peer import NUMBERS, Account, number_of

# A note on its way through JACK, loop and journal when something dies may be lost.
GRACE = 0.050
SETTLED = 10.0
LONGEST_STOP = 1.0


@dataclass
class Life:
    """One engine's: its journal, its last word on its health, its memory in MB by age in s.

    `worst_at` is when, in monotonic seconds, it told of its worst lateness.
    """

    journal: Path
    health: Health = field(default_factory=Health)
    memory: list[tuple[float, float]] = field(default_factory=list)
    worst_at: float = 0.0

    def note(self, health: Health, memory: float) -> None:
        """Keep what a heartbeat said, unless it is that of a next engine before its Ready."""
        if health.uptime_s < self.health.uptime_s:
            return
        if health.lateness_max_ms > self.health.lateness_max_ms:
            self.worst_at = time.monotonic()
        self.health = health
        if memory and health.uptime_s >= SETTLED:
            self.memory.append((health.uptime_s, memory))


@dataclass
class Record:
    """Everything that a soak counts; times are monotonic seconds.

    `up` holds from when to when every note must come to a journal, and what ended that.
    """

    sent: list[tuple[float, int]] = field(default_factory=list)
    up: list[tuple[float, float, str]] = field(default_factory=list)
    outages: list[float] = field(default_factory=list)
    lives: list[Life] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    whims: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    takes: int = 0
    kills: int = 0
    broken: str = ""
    exit_code: int = -1
    stopped_in: float = 0.0
    left: frozenset[tuple[int, int]] = frozenset()


def numbers_heard(lives: Iterable[Life]) -> list[int]:
    """Return the numbers of the notes in the journals, in order."""
    return [
        number_of(entry.event.channel, entry.event.velocity)
        for life in lives
        for entry in read_journal(life.journal).entries
        if isinstance(entry, Heard) and isinstance(entry.event, NoteOn)
    ]


def places_heard(sent: list[tuple[float, int]], heard: list[int]) -> tuple[set[int], int]:
    """Return which of the notes sent were heard, by place, and how many heard were never sent."""
    places: set[int] = set()
    place = strange = 0
    for number in heard:
        reach = range(place, min(place + NUMBERS // 2, len(sent)))
        found = next((each for each in reach if sent[each][1] == number), None)
        if found is None:
            strange += 1
        else:
            places.add(found)
            place = found + 1
    return places, strange


def phase_of(moment: float, up: list[tuple[float, float, str]]) -> str:
    """Return "up", "last moment" (within GRACE of what ended it) or "down"."""
    for begin, end, _ in up:
        if begin <= moment <= end:
            return "up" if moment < end - GRACE else "last moment"
    return "down"


def report(record: Record, minutes: float) -> list[str]:
    """Print what came of it and return the faults, in words."""
    faults = [*_notes(record), *_replays(record), *_ending(record)]
    _mishaps(record, minutes)
    _figures(record)
    print(f"{len(faults)} faults" if faults else "no faults")
    for fault in faults:
        print(f"  FAULT: {fault}")
    return faults


def _notes(record: Record) -> list[str]:
    places, strange = places_heard(record.sent, numbers_heard(record.lives))
    sent: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    for place, (moment, _) in enumerate(record.sent):
        phase = phase_of(moment, record.up)
        sent[phase] += 1
        heard[phase] += place in places
    print(f"notes sent: {len(record.sent)}")
    print(f"  while an engine was up: {sent['up']}, in the journals {heard['up']}")
    print(
        f"  in the last {GRACE * 1000:.0f} ms before it was not: {sent['last moment']}, "
        f"in the journals {heard['last moment']}"
    )
    print(f"  while none listened: {sent['down']}, in the journals all the same {heard['down']}")
    lost = sent["up"] - heard["up"]
    return [f"{lost} notes are in no journal"] * bool(lost) + [
        f"{strange} notes in the journals were never sent"
    ] * bool(strange)


def _replays(record: Record) -> list[str]:
    faults = []
    for life in record.lives:
        journal = read_journal(life.journal)
        difference = first_difference(journal, replay(journal, load_mind(None)))
        if difference is not None:
            faults.append(f"{life.journal.name} replays differently: {difference}")
    same = len(record.lives) - len(faults)
    print(
        f"journals: {len(record.lives)}, replayed to the note {same}; takes saved: {record.takes}"
    )
    return faults


def _ending(record: Record) -> list[str]:
    begun = sum(account.begun for account in record.accounts)
    swept = sum(account.swept for account in record.accounts)
    print("of what came back, musicians who died with JACK told nothing; the others:")
    print(f"  notes begun: {begun}; ended by 'all notes off' alone: {swept}")
    print(f"sounding at the end: {sorted(record.left) or 'nothing'}")
    print(f"stopped: silent after {record.stopped_in:.3f} s, exit code {record.exit_code}")
    unended = sum(len(account.unended) for account in record.accounts)
    checks = {
        f"{unended} notes sounded when a port vanished and were never ended": unended > 0,
        record.broken: bool(record.broken),
        f"{len(record.left)} notes still sound": bool(record.left),
        "it took too long to stop": not 0 <= record.stopped_in <= LONGEST_STOP,
        f"exit code {record.exit_code}": record.exit_code != 0,
        f"{len(record.lives) - 1 - record.kills} engines ended of themselves": (
            len(record.lives) - 1 != record.kills
        ),
    }
    return [text for text, is_fault in checks.items() if is_fault]


def _mishaps(record: Record, minutes: float) -> None:
    mishaps = Counter(why for _, _, why in record.up)
    print(f"in {minutes:g} minutes: {_listed(mishaps)}")
    print(f"told: {_listed(record.whims)}")
    waits = sorted(record.outages)
    half = waits[len(waits) // 2]
    print(f"until heard again: {half:.1f} s in the middle, at most {waits[-1]:.1f} s")
    for text, times in record.troubles.items():
        print(f"the engine said {times} times: {text}")


def _figures(record: Record) -> None:
    print("engine    for s   heard  played   late ms: p50   p99    max   answer: p50   p99   MB")
    for number, life in enumerate(record.lives, start=1):
        health = life.health
        memory = f"{life.memory[0][1]:.1f} -> {life.memory[-1][1]:.1f}" if life.memory else "-"
        print(
            f"{number:6} {health.uptime_s:8.0f} {health.notes_heard:7} {health.notes_played:7}"
            f" {health.lateness_p50_ms:14.3f} {health.lateness_p99_ms:5.2f}"
            f" {health.lateness_max_ms:6.1f} {health.answer_p50_ms:13.3f}"
            f" {health.answer_p99_ms:5.2f}   {memory}"
        )
        print(f"       the latest was told of {_when(life.worst_at, record)}")
        if health.dropped:
            print(f"       counted: {_listed(health.dropped)}")


def _when(moment: float, record: Record) -> str:
    """Return how a moment lies to the mishaps."""
    begins = [begin for begin, _, _ in record.up if begin <= moment]
    if phase_of(moment, record.up) == "down" or not begins:
        return "while none listened"
    return f"{moment - begins[-1]:.1f} s after it was up again"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())
