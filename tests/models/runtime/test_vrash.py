"""The networks of papers/003 in NumPy: the same as in torch, note by note."""

import numpy as np
import pytest

from antiphon_models.codecs.note_delays import DELAYS, PITCHES
from antiphon_models.codecs.note_stream import STYLES
from antiphon_models.runtime.vrash import Decoder, Encoder, remembered
from antiphon_models.runtime.vrash_weights import fold, read_vrash
from antiphon_models.weights_file import WeightsError
from small_vrash import random_tensors, small_config, small_weights, write_small

STYLE = 2
LONG = 200


def line(count, seed=3):
    rng = np.random.default_rng(seed)
    pitches, delays = rng.integers(0, PITCHES, count), rng.integers(0, len(DELAYS), count)
    return list(zip(pitches, delays, strict=True))


def in_torch(config, tensors, notes):
    torch = pytest.importorskip("torch")
    vrash = pytest.importorskip("antiphon_models.networks.vrash")
    network = vrash.VrashNetwork(config)
    network.load_state_dict({name: torch.from_numpy(value) for name, value in tensors.items()})
    pitch, delay = (torch.tensor(column)[None].long() for column in zip(*notes, strict=True))
    return network.eval(), vrash.Lines(pitch, delay, torch.tensor([STYLE]))


@pytest.mark.parametrize("kind", ["lm", "vae", "vrash"])
def test_a_long_line_gets_the_same_logits_as_in_torch(kind):
    torch = pytest.importorskip("torch")
    config = small_config(kind)
    tensors, notes = random_tensors(config), line(LONG)
    network, lines = in_torch(config, tensors, notes)
    decoder = Decoder(fold(tensors, config, "small"))
    latent = None if kind == "lm" else np.linspace(-1.5, 1.5, 6).astype(np.float32)
    with torch.inference_mode():
        told = None if latent is None else torch.from_numpy(latent)[None]
        states = network.states(lines, told)
        pitches = network.get_submodule("out_pitch")(states)[0].numpy()
        delays = network.delays(states, lines.pitch)[0].numpy()
    decoder.begin(latent, STYLE)
    for step, (pitch, delay) in enumerate(notes):
        assert np.abs(decoder.pitch_logits() - pitches[step]).max() <= 1e-5
        assert np.abs(decoder.delay_logits(pitch) - delays[step]).max() <= 1e-5
        decoder.step(pitch, delay)


def test_a_long_line_is_encoded_as_in_torch():
    torch = pytest.importorskip("torch")
    config = small_config()
    tensors, notes = random_tensors(config), line(LONG)
    network, lines = in_torch(config, tensors, notes)
    encoder = Encoder(fold(tensors, config, "small"))
    for pitch, delay in notes:
        encoder.step(pitch, delay, STYLE)
    with torch.inference_mode():
        mean, log_variance = network.encode(lines)
    assert np.abs(encoder.latent().mean - mean[0].numpy()).max() <= 1e-5
    assert np.abs(encoder.latent().log_variance - log_variance[0].numpy()).max() <= 1e-5


def test_a_latent_is_drawn_from_its_own_normal_distribution():
    latent = Encoder(small_weights()).latent()
    zero, one = np.zeros(6, np.float32), np.ones(6, np.float32)
    assert (latent.drawn(zero) == latent.mean).all()
    assert np.allclose(latent.drawn(one) - latent.mean, np.exp(latent.log_variance / 2), atol=1e-6)


def test_a_fork_goes_its_own_way():
    decoder = Decoder(small_weights())
    decoder.begin(np.zeros(6, np.float32), STYLE)
    decoder.step(40, 8)
    fork = decoder.fork()
    before = decoder.pitch_logits()
    fork.step(41, 3)
    assert (decoder.pitch_logits() == before).all()
    assert (fork.pitch_logits() != before).any()


def test_only_vrash_hears_its_history():
    for kind, is_heard in [("vrash", True), ("lm", False), ("vae", False)]:
        weights = small_weights(kind)
        history = np.zeros(32, np.float32)
        remembered(weights, history, 40, 8)
        assert bool(history.any()) is is_heard


def test_the_vae_does_not_hear_what_it_plays():
    decoder = Decoder(small_weights("vae"))
    other = Decoder(small_weights("vae"))
    for made, note in [(decoder, (40, 8)), (other, (60, 2))]:
        made.begin(np.ones(6, np.float32), STYLE)
        made.step(*note)
    assert (decoder.pitch_logits() == other.pitch_logits()).all()


def test_the_latent_governs_the_line():
    logits = []
    for value in (-1.0, 1.0):
        decoder = Decoder(small_weights())
        decoder.begin(np.full(6, value, np.float32), STYLE)
        logits.append(decoder.pitch_logits())
    assert (logits[0] != logits[1]).any()


def test_a_style_may_be_a_blend():
    encoders = [Encoder(small_weights()) for _ in range(2)]
    encoders[0].step(40, 8, STYLE)
    encoders[1].step(40, 8, np.eye(len(STYLES), dtype=np.float32)[STYLE])
    assert np.allclose(encoders[0].latent().mean, encoders[1].latent().mean, atol=1e-6)


def test_a_style_that_was_not_trained_speaks_freely():
    config = small_config()
    weights = fold(random_tensors(config), config, "small", ["any", "bach"])
    assert (weights.style[STYLES.index("folk")] == weights.style[STYLES.index("any")]).all()
    assert (weights.style[STYLES.index("bach")] != weights.style[STYLES.index("any")]).any()


def test_a_language_model_has_no_encoder():
    with pytest.raises(ValueError, match="small is a language model and has no encoder"):
        Encoder(small_weights("lm"))


def test_a_weights_file_is_read_whole(tmp_path):
    weights = read_vrash(write_small(tmp_path / "own.safetensors"))
    assert weights.config == small_config()
    assert weights.name.startswith("own-")


@pytest.mark.parametrize(
    "fault", [{"hidden": 0}, {"hidden": "16"}, {"kind": "gan"}, {"forgetting": 2.0}]
)
def test_a_header_without_a_network_is_refused(tmp_path, fault):
    path = write_small(tmp_path / "own.safetensors", **fault)
    with pytest.raises(WeightsError, match="its header gives no size"):
        read_vrash(path)


def test_tensors_of_another_size_are_refused(tmp_path):
    path = write_small(tmp_path / "own.safetensors", hidden=17)
    with pytest.raises(WeightsError, match="is float32"):
        read_vrash(path)
