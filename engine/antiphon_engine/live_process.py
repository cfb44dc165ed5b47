"""The engine process: answers its parent's invitation, plays a session, and ends with the link.

Knows the order in which an engine comes up and goes down; what is played is the session's.
"""

import faulthandler
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from multiprocessing import AuthenticationError
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import Protocol, cast

from antiphon_engine import process_setup
from antiphon_engine.aftermath import silencing
from antiphon_engine.clock import SystemClock
from antiphon_engine.core.performer import Performer
from antiphon_engine.errors import UserError
from antiphon_engine.frames import MAX_FRAME_BYTES, decode
from antiphon_engine.ipc import Link, call, read_invitation
from antiphon_engine.journal import JournalWriter, new_journal_path, read_journal
from antiphon_engine.live import LiveSession, Wishes
from antiphon_engine.loop import Item
from antiphon_engine.messages import MessageError, Ready, Silent, Start, Stop, TakeSaved, Trouble
from antiphon_engine.midi_system import INPUT_NAME, MidiSystem
from antiphon_engine.params import ParamError, Params, changed
from antiphon_engine.paths import library_folder, logs_folder, sessions_folder, taste_path
from antiphon_engine.session_start import new_session
from antiphon_engine.session_take import figures_of
from antiphon_engine.style_notice import StyleNotice
from antiphon_engine.takes import export_take, recover_sessions
from antiphon_models.improviser import Improviser
from antiphon_models.music.notes import Note

WARM_UP_NOTES = 16
# How long the last telemetry may take to be read before the process ends all the same.
FAREWELL = 0.2


class Voices(Protocol):
    """What a mind can speak with: `voices` names the network for each style trained here.

    And for each of the papers' systems. `styles` are all that some network was trained on,
    `models` the minds that can answer; `faults` tell of files that were skipped.
    """

    @property
    def styles(self) -> tuple[str, ...]: ...
    @property
    def models(self) -> tuple[str, ...]: ...
    @property
    def voices(self) -> Mapping[str, str]: ...
    @property
    def faults(self) -> tuple[str, ...]: ...


class NamedImproviser(Improviser, Protocol):
    """A mind that the journal can name."""

    @property
    def name(self) -> str: ...
    @property
    def repertoire(self) -> Voices: ...


LoadMind = Callable[[Path | None], NamedImproviser]
OpenSystem = Callable[[], MidiSystem]


def run(load_mind: LoadMind, open_system: OpenSystem) -> int:
    """Play the session that the parent on stdin invites to; return the exit code."""
    process_setup.prepare_interpreter()
    process_setup.keep_libraries_quiet(logs_folder() / "libraries.log")
    faulthandler.enable(sys.stderr)
    try:
        connection = call(read_invitation(sys.stdin.buffer.readline()))
        start = decode(connection.recv_bytes(MAX_FRAME_BYTES))
        if not isinstance(start, Start):
            raise MessageError("the first message must be Start")
    except (MessageError, OSError, EOFError, AuthenticationError) as error:
        print(f"antiphon: 'antiphon play' starts the engine, nobody else: {error}", file=sys.stderr)
        return 2
    inbox: SimpleQueue[Item] = SimpleQueue()
    link = Link(
        connection,
        lambda message: inbox.put(cast(Item, message)),
        lambda: inbox.put(Stop()),
        lambda error: link.post(Trouble(f"a message was refused: {error}")),
    )
    link.start()
    try:
        return _play(start, inbox, link, load_mind, open_system)
    except (UserError, ParamError) as error:
        link.post(Trouble(str(error), fatal=True))
        return 2
    finally:
        link.close(FAREWELL)


def _play(
    start: Start,
    inbox: SimpleQueue[Item],
    link: Link,
    load_mind: LoadMind,
    open_system: OpenSystem,
) -> int:
    mind = load_mind(Path(start.weights) if start.weights else None)
    params = changed(Params(), start.params)
    warm_up(mind, params)
    journal = _new_journal(start, mind, params)
    session = LiveSession(
        performer=Performer(mind, params, start.seed),
        # Only from here on: a solo begins at nought, and would else be late by what came before.
        clock=SystemClock(),
        journal=journal,
        open_system=open_system,
        reports=StyleNotice(link, mind.repertoire.styles, mind.repertoire.models),
        inbox=inbox,
        wishes=_wishes(start, params.channel_out - 1),
    )
    crashes = _watch_threads(inbox)
    _obey_signals(inbox)
    process_setup.freeze_garbage()
    session.start()
    spoken = mind.repertoire
    link.post(Ready(start.seed, str(journal.path), mind.name, spoken.styles, spoken.models))
    for fault in spoken.faults:
        link.post(Trouble(f"a network was not loaded: {fault}"))
    # The parent cannot read any time here before it knows what time it is.
    session.send_heartbeat()
    session.loop.ended.wait()
    session.finish()
    link.post(Silent())
    for take in _saved_takes(journal.path, start.previous_journal is not None):
        link.post(TakeSaved(str(take)))
    return 1 if crashes else 0


def _wishes(start: Start, channel_out: int) -> Wishes:
    before = start.previous_journal
    left = silencing(Path(before), channel_out) if before else ()
    library, taste = (library_folder(), taste_path()) if start.uses_library else (None, None)
    ports = (start.input, start.output, start.wires)
    return Wishes(start.seed, *ports, left, start.controls, library, taste)


def warm_up(mind: Improviser, params: Params) -> None:
    """Let a copy of the mind play, so that the first real note finds everything in place.

    In no style, as style is shared by all copies, and a replay does not warm up.
    """
    params = replace(params, style="any")
    rng, copy = Random(0), mind.fork()
    for step in range(WARM_UP_NOTES):
        proposal = copy.propose(params, rng)
        copy.play(Note(proposal.pitch or 60, proposal.velocity, step * 0.1, 0.1))


def _new_journal(start: Start, mind: NamedImproviser, params: Params) -> JournalWriter:
    started = datetime.now().astimezone()
    inputs = [start.input or INPUT_NAME]
    voices = mind.repertoire.voices
    session = new_session(start.seed, mind.name, params, inputs, started, voices=voices)
    path = new_journal_path(sessions_folder(), started)
    try:
        return JournalWriter(path, session)
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written: {error.strerror}; mend the folder or set ANTIPHON_HOME"
        ) from None


def _saved_takes(path: Path, has_ancestors: bool) -> list[Path]:
    """Save this session's take, and those of engines that died in it; return where they lie."""
    journal = read_journal(path)
    saved = [take for _, take in recover_sessions() if take] if has_ancestors else []
    return [*saved, export_take(journal)] if figures_of(journal.entries).heard else saved


def _watch_threads(inbox: SimpleQueue[Item]) -> list[str]:
    """End the session when a thread fails; return the list that such failures are named in.

    A part that has failed silently would be a partner who does not answer.
    """
    crashes: list[str] = []

    def note_crash(args: threading.ExceptHookArgs) -> None:
        crashes.append(args.thread.name if args.thread else "?")
        threading.__excepthook__(args)
        inbox.put(Stop())

    threading.excepthook = note_crash
    return crashes


def _obey_signals(inbox: SimpleQueue[Item]) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _number, _frame: inbox.put(Stop()))
