from dataclasses import replace
from random import Random

from antiphon_models.corpus.piece import Piece
from antiphon_models.evaluation.baselines import (
    BASELINES,
    Repertoire,
    dice,
    markov,
    motifs_alone,
    phrase_again,
    random_phrase,
)
from antiphon_models.evaluation.prompts import Prompt, as_long_as
from antiphon_models.music.notes import Note
from antiphon_models.music.phrase import Phrase
from builders import phrase

BEFORE = Phrase(tuple(phrase("C4 D4 E4 G4 A4:2 G4 E4", beat=0.25)))
# Ends as the playing before went on to G4, A4 and so on.
PHRASE = Phrase(tuple(phrase("B3 F4 C4 D4 E4", onset=2.0, beat=0.25)))


def prompt(before: Phrase = BEFORE, played: Phrase = PHRASE) -> Prompt:
    return Prompt("pop/piece/12", "pop", before, played, PHRASE.shifted(2.0))


def repertoire(text: str = "C3 D3 C3 D3") -> Repertoire:
    known = Repertoire()
    known.learn(Piece("other", "pop", tuple(phrase(text)), True))
    return known


def test_the_phrase_comes_again_as_it_was() -> None:
    assert phrase_again(prompt(), repertoire(), Random(1)) == PHRASE


def test_a_random_phrase_is_from_the_training_pieces_of_the_style() -> None:
    found = random_phrase(prompt(), repertoire(), Random(1))
    assert set(found.pitches) <= {48, 50}


def test_motifs_go_on_as_the_player_went_on() -> None:
    found = motifs_alone(prompt(), repertoire(), Random(1))
    assert found.pitches[:4] == (67, 69, 67, 64)
    assert found.inter_onset_intervals[:2] == [0.25, 0.5]


def test_a_motif_in_another_key_goes_on_in_that_key() -> None:
    moved = PHRASE.transposed(3)
    before = Phrase(tuple(phrase("F3 B3 F#3 G#3 C4 D4 E4 F#4", beat=0.25)))
    found = motifs_alone(prompt(before, moved), repertoire(), Random(1))
    # B3 F4 C4 D4 E4, three semitones higher, is nowhere; its last four intervals are not either.
    assert found.pitches[0] == moved.pitches[0]
    before = Phrase(tuple(phrase("G3 C#4 G#3 Bb3 C4 D4", beat=0.25)))
    found = motifs_alone(prompt(before, moved), repertoire(), Random(1))
    assert found.pitches[0] == moved.pitches[-1] + 2


def test_where_no_motif_is_known_the_phrase_begins_again() -> None:
    unlike = Phrase(tuple(phrase("C4 C#4 G4 F#4 D5", onset=2.0, beat=0.25)))
    found = motifs_alone(prompt(played=unlike), repertoire(), Random(1))
    assert found.pitches[0] == 60


def test_a_markov_player_goes_on_from_what_followed() -> None:
    heard = Phrase(tuple(phrase("C4 D4 " * 10 + "C4", beat=0.25)))
    line = markov(prompt(Phrase(), heard), repertoire("C4 D4 C4 D4"), Random(2))
    assert line.pitches[:4] == (62, 60, 62, 60)
    assert set(line.inter_onset_intervals[:3]) == {0.25}


def test_a_markov_player_without_a_follower_draws_from_all_it_heard() -> None:
    line = markov(prompt(Phrase(), PHRASE), Repertoire(), Random(2))
    assert set(line.pitches) <= set(PHRASE.pitches)


def test_dice_stay_within_what_was_heard() -> None:
    line = dice(prompt(), repertoire(), Random(3))
    assert 59 <= min(line.pitches) <= max(line.pitches) <= 69


def test_every_baseline_is_as_long_as_an_answer_and_the_same_for_the_same_dice() -> None:
    for baseline in BASELINES.values():
        first, again = (baseline(prompt(), repertoire(), Random(5)) for _ in range(2))
        assert first == again
        assert as_long_as(PHRASE, first.notes) == first
        assert len(first) > 0


def test_no_baseline_sees_what_was_really_played_next() -> None:
    asked = prompt()
    other = replace(asked, following=Phrase(tuple(phrase("F#2 G#2 F#2", onset=4.0))))
    for baseline in BASELINES.values():
        assert baseline(asked, repertoire(), Random(5)) == baseline(other, repertoire(), Random(5))


def test_an_excerpt_of_each_training_piece_is_kept() -> None:
    notes = tuple(Note(60, 80, 0.25 * place, 0.2) for place in range(100))
    known = Repertoire()
    known.learn(Piece("long", "jazz", notes, False))
    assert min(map(len, known.excerpts["jazz"])) >= 40
    assert len(known.excerpts["jazz"]) == 4
    assert known.counts["jazz"].pitches[60, 60] == 99
