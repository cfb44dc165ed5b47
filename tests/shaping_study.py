"""What phrase endings and candidates do to answers to music never heard, as numbers.

    python tests/shaping_study.py        prints a table, a line for each setting of the knobs

The pieces and phrases are those of held_out.py; what an answer is compared with is the phrase
that the musician really played next.
"""

from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from antiphon_engine.core.taste import looping, strangeness
from antiphon_engine.params import Params, changed
from antiphon_models.music.key import estimate_key
from antiphon_models.music.notes import Note
from antiphon_models.note_stream_improviser import NoteStreamImproviser, load_improviser
from held_out import Duet, median_ioi, phrases_of, play, ten_pieces

SETTINGS: tuple[dict[str, object], ...] = (
    {"candidates": 1, "phrase_endings": False},
    {"candidates": 1, "phrase_endings": True},
    {"candidates": 4, "phrase_endings": True},
    {"candidates": 8, "phrase_endings": True},
)


@dataclass(frozen=True)
class Exchange:
    """A phrase, what was made of it, and what came next in the piece."""

    phrase: list[Note]
    answer: list[Note]
    real: list[Note]


def exchanges_of(duet: Duet) -> list[Exchange]:
    following = [after for _, after in pairwise(phrases_of(duet.piece))]
    answered = zip(duet.phrases, duet.answers, following, strict=False)
    return [Exchange(*three) for three in answered if three[1]]


def stability_of_end(exchange: Exchange) -> float:
    """How much the last note rests in the key of the phrase, 0..1."""
    key = estimate_key(exchange.phrase)
    return key.stability(exchange.answer[-1].pitch) if key else 0.0


def stability(exchange: Exchange) -> float:
    """How much an answer's notes rest in the key of the phrase on average, 0..1."""
    key = estimate_key(exchange.phrase)
    return mean(key.stability(note.pitch) for note in exchange.answer) if key else 0.0


def length_of_end(exchange: Exchange) -> float:
    """How long the last note is, in usual iois of its answer."""
    pace = median_ioi(exchange.answer)
    return exchange.answer[-1].duration / pace if pace > 0.0 else 0.0


def closing_of_end(mind: NoteStreamImproviser, exchange: Exchange) -> float:
    """How well the last note closes, as the mind finds that has heard no more than this."""
    mind.forget()
    for note in [*exchange.phrase, *exchange.answer]:
        mind.play(note)
    return mind.closing()


def line(mind: NoteStreamImproviser, name: str, found: list[Exchange]) -> str:
    loops = [looping(each.answer) > 0.25 for each in found]
    return (
        f"{name:40} {len(found):4}"
        f" {mean(closing_of_end(mind, each) for each in found):8.3f}"
        f" {mean(map(stability_of_end, found)):7.3f} {mean(map(stability, found)):6.3f}"
        f" {median(map(length_of_end, found)):7.2f}"
        f" {mean(strangeness(each.real, each.answer) for each in found):8.3f} {mean(loops):6.3f}"
    )


def main() -> None:
    mind, pieces = load_improviser(), ten_pieces()
    print(f"{'':40} {'n':>4} {'closes':>8} {'stable':>7} {'(all)':>6} {'length':>7}", end="")
    print(f" {'apart':>8} {'loops':>6}")
    for setting in SETTINGS:
        duets = [play(piece, changed(Params(), setting)) for piece in pieces]
        found = [exchange for duet in duets for exchange in exchanges_of(duet)]
        print(line(mind, str(setting), found), flush=True)
    real = [Exchange(each.phrase, each.real, each.real) for each in found]
    print(line(mind, "what was really played next", real))


if __name__ == "__main__":
    main()
