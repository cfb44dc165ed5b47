from datetime import UTC, datetime
from pathlib import Path

from antiphon_engine.library import Library
from antiphon_engine.teaching import Outcome, Tally, teach_all
from songs import TUNE, write_bad_files, write_song

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_each_file_is_told_of_and_a_bad_one_does_not_stop_the_rest(tmp_path: Path) -> None:
    reasons = write_bad_files(tmp_path)
    good = write_song(tmp_path / "z good.mid", TUNE)
    files = [*sorted(tmp_path / name for name in reasons), good, good]
    outcomes = list(teach_all(Library(tmp_path / "library"), files, lambda: NOON))
    assert [outcome.kind for outcome in outcomes] == ["skipped"] * 6 + ["learned", "known"]
    for outcome in outcomes[:6]:
        assert outcome.reason.startswith(reasons[outcome.name])
    assert outcomes[6] == Outcome(7, 8, str(good), "learned", "z good.mid", 12)


def test_the_outcomes_are_summed_up_in_a_line() -> None:
    tally = Tally()
    for number in range(12):
        tally.count(Outcome(number, 14, "", "learned", "a.mid", 300))
    assert tally.summary() == "12 pieces learned, 3,600 notes"
    tally.count(Outcome(13, 14, "", "skipped", "broken.mid", reason="is not a MIDI file"))
    tally.count(Outcome(14, 14, "", "known", "a.mid", 300))
    assert tally.summary() == "12 pieces learned, 3,600 notes; 1 known already; 1 skipped"


def test_one_piece_is_a_piece() -> None:
    tally = Tally()
    tally.count(Outcome(1, 1, "", "learned", "a.mid", 3))
    assert tally.summary() == "1 piece learned, 3 notes"
