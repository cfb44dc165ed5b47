import pytest

torch = pytest.importorskip("torch")

from antiphon_models.corpus.piece import Piece  # noqa: E402
from antiphon_models.networks.note_stream_config import NoteStreamConfig  # noqa: E402
from antiphon_models.training.checkpoint import CheckpointError  # noqa: E402
from antiphon_models.training.note_stream_data import columns_of  # noqa: E402
from antiphon_models.training.note_stream_evaluation import evaluate, mean_over_styles  # noqa: E402
from antiphon_models.training.note_stream_loop import Trainer  # noqa: E402
from antiphon_models.training.plan import Plan  # noqa: E402
from builders import line  # noqa: E402
from corpora import SMALL  # noqa: E402

MUSIC = columns_of(
    Piece("a", style, tuple(line([60, 64, 67, 72, 67, 64] * 8)), False)
    for style in ("bach", "jazz")
)


def plan(epochs):
    return Plan(epochs=epochs, seed=3, batch=4, length=16, rate=0.02, warm_up=1)


def train(folder, epochs, name="a.checkpoint", resume=False):
    trainer = Trainer(SMALL, plan(epochs), folder / name)
    if resume:
        trainer.resume()
    best = []
    trainer.run(MUSIC, MUSIC, lambda now: best.append(now.progress.best))
    return trainer, best


def test_a_small_network_learns_a_broken_chord(tmp_path):
    trainer, best = train(tmp_path, 8)
    first, last = (mean_over_styles(trainer.progress.history[i]["held_out"]) for i in (0, -1))
    assert last < first - 2.0
    assert best == sorted(best, reverse=True)


def test_the_weights_kept_are_those_of_the_best_epoch(tmp_path):
    trainer, best = train(tmp_path, 4)
    found = [mean_over_styles(entry["held_out"]) for entry in trainer.progress.history]
    assert trainer.progress.best_epoch == found.index(min(found)) + 1
    assert best[-1] == min(found)
    trainer.network.load_state_dict(trainer.best_weights)
    again = evaluate(trainer.network, MUSIC, trainer.plan.length)
    assert mean_over_styles(again) == pytest.approx(min(found))


def test_the_metrics_name_each_style_and_head(tmp_path):
    trainer, _ = train(tmp_path, 1)
    found = trainer.progress.history[0]["held_out"]
    assert {style: list(heads) for style, heads in found.items()} == {
        "bach": ["ioi", "pitch", "duration"],
        "jazz": ["ioi", "pitch", "duration"],
    }


def test_the_same_seed_trains_the_same_network(tmp_path):
    one, _ = train(tmp_path, 2)
    other, _ = train(tmp_path, 2, "b.checkpoint")
    for name, weights in one.network.state_dict().items():
        assert torch.equal(weights, other.network.state_dict()[name])


def test_training_goes_on_where_it_was_stopped(tmp_path):
    train(tmp_path, 2)
    resumed, _ = train(tmp_path, 4, resume=True)
    assert resumed.progress.epoch == 4
    assert [entry["epoch"] for entry in resumed.progress.history] == [1, 2, 3, 4]


def test_training_ends_by_the_clock(tmp_path):
    by_clock = Plan(epochs=1000, minutes=1e-6, batch=4, length=16)
    trainer = Trainer(SMALL, by_clock, tmp_path / "a.checkpoint")
    trainer.run(MUSIC, MUSIC, lambda now: None)
    assert trainer.progress.step == 1


@pytest.mark.parametrize("content", [b"", b"\x80\x02not a checkpoint", b"PK\x03\x04"])
def test_a_broken_checkpoint_is_refused_in_one_line(tmp_path, content):
    (tmp_path / "a.checkpoint").write_bytes(content)
    with pytest.raises(CheckpointError, match="cannot resume: it is damaged") as said:
        Trainer(SMALL, plan(1), tmp_path / "a.checkpoint").resume()
    assert "\n" not in str(said.value)


def test_a_checkpoint_of_another_network_is_refused(tmp_path):
    train(tmp_path, 1)
    with pytest.raises(CheckpointError, match="of another network"):
        Trainer(NoteStreamConfig(hidden=16), plan(1), tmp_path / "a.checkpoint").resume()
