"""Where the time of one hear + propose goes, part by part.

Each part is called alone, in the order and with the arguments of a real round. Knows the
parts of the mind from outside; what they cost together is measured elsewhere.
"""

from collections.abc import Callable

from antiphon_engine.benchmarks.figures import Figure, distribution, percentile, single
from antiphon_engine.benchmarks.network import SEED, Duet, timed
from antiphon_engine.benchmarks.player import played
from antiphon_engine.benchmarks.priority import Breath
from antiphon_engine.params import Params
from antiphon_models.codecs.note_stream import feed
from antiphon_models.memory import MotifMemory
from antiphon_models.music.motif import Context
from antiphon_models.music.notes import Note
from antiphon_models.runtime.note_stream import NoteStreamStepper

SECTION = "the parts of it, each called alone"
PARTS = {
    "parts.feed": "codec: note to numbers",
    "parts.step": "network: step",
    "parts.ioi": "network: project + ioi head",
    "parts.pitch": "network: pitch head",
    "parts.velocity": "network: velocity head",
    "parts.duration": "network: duration head + place inside",
    "parts.add": "motif memory: add",
    "parts.look_up": "motif memory: look up",
}
WHOLE = "parts.whole"


class Dissection:
    """A round of hear + propose taken apart; `samples` holds the seconds of each part, by key."""

    def __init__(self, stepper: NoteStreamStepper) -> None:
        self.samples: dict[str, list[float]] = {key: [] for key in PARTS}
        self._stepper = stepper
        self._memory = MotifMemory()
        self._context = Context()
        self._last: Note | None = None
        self._window = Params().window

    def take_in(self, note: Note) -> None:
        """Do one round with `note` and keep the time of each part."""
        stepper, at = self._stepper, (10, 0.5)
        fed, last = feed(note, self._last), self._last
        self._last = note
        self._context = self._context.after(note.pitch)
        self._keep("parts.feed", lambda: feed(note, last))
        self._keep("parts.step", lambda: stepper.step(*fed, 0))
        self._keep("parts.ioi", stepper.ioi_logits)
        self._keep("parts.pitch", lambda: stepper.pitch_logits(*at))
        self._keep("parts.velocity", lambda: stepper.velocity_logits(*at, note.pitch))
        self._keep("parts.duration", lambda: self._duration(note.pitch))
        self._keep("parts.add", lambda: self._memory.add(note))
        self._keep("parts.look_up", lambda: self._memory.matches(self._context, self._window))

    def _duration(self, pitch: int) -> float:
        self._stepper.duration_logits(10, 0.5, pitch, 8)
        return self._stepper.duration_inside(20)

    def _keep(self, key: str, part: Callable[[], object]) -> None:
        self.samples[key].append(timed(part))


def measure(stepper: NoteStreamStepper, rounds: int) -> list[Figure]:
    """Return what each part takes in `rounds` rounds, and what the whole takes beyond them."""
    dissection, duet, whole = Dissection(stepper.fork()), Duet(stepper.fork()), list[float]()
    breath = Breath()
    for note, _ in zip(played(SEED), range(rounds), strict=False):
        if breath.was_taken():
            duet()
        dissection.take_in(note)
        whole.append(timed(duet))
    parts = dissection.samples
    rest = _median(whole) - sum(map(_median, parts.values()))
    return [
        *(distribution(SECTION, key, what, "us", parts[key]) for key, what in PARTS.items()),
        distribution(SECTION, WHOLE, "all of hear + propose, beside them", "us", whole),
        single(SECTION, "parts.rest", "the rest: sampling, masks, loops (p50)", "us", rest),
    ]


def _median(samples: list[float]) -> float:
    return percentile(sorted(samples), 50.0)
