import numpy as np
import pytest

from antiphon_app.synth import Synth
from antiphon_app.timbre import CLICK, KEYS, PLUCK, SAMPLE_RATE, Samples, Timbre, frequency

BLOCK = 512


def rendered(synth: Synth, seconds: float) -> Samples:
    blocks = round(seconds * SAMPLE_RATE / BLOCK)
    return np.concatenate([synth.render(BLOCK) for _ in range(blocks)])


def spectrum(samples: Samples) -> tuple[np.ndarray, np.ndarray]:
    mono = samples.sum(axis=1) * np.hanning(len(samples))
    amplitudes = np.abs(np.fft.rfft(mono, 8 * len(mono)))
    return np.fft.rfftfreq(8 * len(mono), 1 / SAMPLE_RATE), amplitudes


def centroid(timbre: Timbre) -> float:
    synth = Synth()
    synth.note_on(timbre, 60, 100)
    frequencies, amplitudes = spectrum(rendered(synth, 0.2))
    return float((frequencies * amplitudes).sum() / amplitudes.sum())


@pytest.mark.parametrize("timbre", [KEYS, PLUCK])
@pytest.mark.parametrize("pitch", [36, 60, 69, 96])
def test_the_pitch_is_right_within_five_cents(timbre: Timbre, pitch: int) -> None:
    synth = Synth()
    synth.note_on(timbre, pitch, 100)
    frequencies, amplitudes = spectrum(rendered(synth, 1.0))
    near = np.abs(1200 * np.log2(np.maximum(frequencies, 1.0) / frequency(pitch))) < 300
    peak = frequencies[near][np.argmax(amplitudes[near])]
    assert abs(1200 * np.log2(peak / frequency(pitch))) < 5


def test_a_note_begins_and_ends_on_its_frame() -> None:
    synth = Synth()
    note = synth.note_on(KEYS, 69, 100, frame=700)
    synth.note_off(note, frame=2000)
    samples = np.abs(rendered(synth, 0.5)).max(axis=1)
    assert np.flatnonzero(samples)[0] in (700, 701, 702)
    assert samples[2000:2600].max() > 0.01
    assert samples[2000 + round(KEYS.release * SAMPLE_RATE) :].max() == 0.0


def test_the_same_notes_sound_the_same_in_blocks_of_any_size() -> None:
    def played(block: int) -> Samples:
        synth = Synth()
        note = synth.note_on(PLUCK, 64, 90, frame=300)
        synth.note_off(note, frame=5000)
        return np.concatenate([synth.render(block) for _ in range(9600 // block)])

    assert np.allclose(played(480), played(64), atol=1e-4)


def test_there_is_silence_after_the_release() -> None:
    synth = Synth()
    notes = [synth.note_on(timbre, 60, 100) for timbre in (KEYS, PLUCK)]
    rendered(synth, 0.1)
    for note in notes:
        synth.note_off(note)
    rendered(synth, 0.2)
    assert synth.sounding() == 0
    assert not synth.render(BLOCK).any()


def test_a_held_note_dies_away_and_frees_its_voice() -> None:
    synth = Synth()
    synth.note_on(PLUCK, 84, 100)
    rendered(synth, 4.0)
    assert synth.sounding() == 0


def test_player_machine_and_click_differ_in_brightness() -> None:
    keys, pluck, click = centroid(KEYS), centroid(PLUCK), centroid(CLICK)
    assert pluck > 1.5 * keys
    assert click != pytest.approx(keys, rel=0.05)


def test_player_and_machine_stand_apart_in_the_room() -> None:
    def sides(timbre: Timbre) -> tuple[float, float]:
        synth = Synth()
        synth.note_on(timbre, 60, 100)
        left, right = np.abs(rendered(synth, 0.2)).sum(axis=0)
        return float(left), float(right)

    player, machine = sides(KEYS), sides(PLUCK)
    assert player[0] > 1.3 * player[1]
    assert machine[1] > 1.3 * machine[0]


def test_sixteen_loud_notes_do_not_clip() -> None:
    synth = Synth()
    synth.volume = 1.0
    for pitch in range(40, 56):
        synth.note_on(KEYS if pitch % 2 else PLUCK, pitch, 127)
    assert np.abs(rendered(synth, 0.5)).max() < 0.98


def test_a_louder_velocity_is_louder() -> None:
    def loudness(velocity: int) -> float:
        synth = Synth()
        synth.note_on(KEYS, 60, velocity)
        return float(np.abs(rendered(synth, 0.2)).max())

    assert loudness(30) < loudness(70) < loudness(120)


def largest_bend(samples: Samples) -> float:
    """A click is a step; what is left after two differences of a smooth wave is small."""
    return float(np.abs(np.diff(samples, n=2, axis=0)).max())


def test_nothing_clicks_when_notes_end_or_lose_their_voice() -> None:
    synth = Synth()
    quiet = Synth()
    note = quiet.note_on(KEYS, 45, 127)
    undisturbed = largest_bend(rendered(quiet, 0.5)[4800:])
    quiet.note_off(note)
    assert largest_bend(rendered(quiet, 0.3)) <= undisturbed
    for pitch in range(32):
        synth.note_on(KEYS, 30 + pitch // 4, 127)
    rendered(synth, 1.0)
    before = largest_bend(synth.render(BLOCK))
    for _ in range(8):
        synth.note_on(KEYS, 31, 1)
    assert largest_bend(synth.render(BLOCK)) < 1.5 * before


def test_a_thirty_third_note_takes_the_place_of_the_oldest() -> None:
    synth = Synth()
    for number in range(32):
        synth.note_on(KEYS, 30 + number, 100, frame=number)
    rendered(synth, 0.05)
    synth.note_on(KEYS, 90, 100)
    rendered(synth, 0.05)
    assert synth.sounding() == 32
    for _ in range(200):
        synth.note_on(PLUCK, 60, 100)
    rendered(synth, 0.05)
    assert synth.sounding() == 32


def test_what_has_not_begun_can_be_taken_back() -> None:
    synth = Synth()
    note = synth.note_on(CLICK, 84, 100, frame=2000)
    synth.cancel(note)
    assert not rendered(synth, 0.2).any()


def test_silence_lets_go_of_all_and_forgets_what_was_coming() -> None:
    synth = Synth()
    for pitch in (50, 60, 70):
        synth.note_on(KEYS, pitch, 100)
    synth.note_on(KEYS, 80, 100, frame=9600)
    rendered(synth, 0.05)
    synth.silence()
    rendered(synth, 0.3)
    assert synth.sounding() == 0


def test_volume_nought_is_silent_and_moves_without_a_step() -> None:
    synth = Synth()
    synth.note_on(KEYS, 45, 127)
    rendered(synth, 0.1)
    before = largest_bend(synth.render(BLOCK))
    synth.volume = 0.0
    assert largest_bend(synth.render(BLOCK)) < 1.5 * before
    assert not synth.render(BLOCK).any()
