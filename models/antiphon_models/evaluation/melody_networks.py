"""The networks of the benchmark: trained fold by fold, each kept as it is finished.

Knows which network hears which melodies, and asks `training` for it; knows no mixture.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import asdict, dataclass
from hashlib import sha256

from antiphon_models.evaluation.folds import Fold, validation_of
from antiphon_models.evaluation.melody_evidence import NetworkTables
from antiphon_models.evaluation.melody_store import Key, MelodyStore
from antiphon_models.evaluation.process_pool import process_pool
from antiphon_models.networks.melody import MelodyConfig
from antiphon_models.training.melody_network import (
    Lesson,
    MelodyPlan,
    melody_chances,
    train_melody_network,
    use_one_thread,
)
from antiphon_models.training.melody_pretraining import Pretrained

# Count up whenever the same settings would give other networks.
VERSION = 1


@dataclass(frozen=True, slots=True)
class NetworkJob:
    """One network of one fold: `member` counts those that differ in seed and validation only.

    `pretrained` is the network that it begins from, if it does not begin from nothing.
    """

    fold: Fold
    member: int
    config: MelodyConfig
    plan: MelodyPlan
    pretrained: Pretrained | None = None

    @property
    def key(self) -> Key:
        """All that the network's tables depend on."""
        melodies = repr((self.fold.training, self.fold.test)).encode()
        return {
            "version": VERSION,
            "melodies": sha256(melodies).hexdigest(),
            "member": self.member,
            "config": asdict(self.config),
            "plan": asdict(self.plan),
            "pretrained": self.pretrained.digest if self.pretrained else None,
        }

    @property
    def split(self) -> tuple[list[int], list[int]]:
        """Which training melodies the network learns, and which tell it when to stop."""
        return validation_of(len(self.fold.training), self.member * 1000 + self.fold.number)


def train_networks(
    jobs: Sequence[NetworkJob], store: MelodyStore, processes: int
) -> Iterator[NetworkJob]:
    """Train what the store does not hold, in so many processes; yield each job as it is done."""
    missing = [job for job in jobs if not store.has(job.key)]
    if processes == 1:
        for job in missing:
            train_and_keep(job, store)
            yield job
        return
    with process_pool(processes) as pool:
        running = {pool.submit(train_and_keep, job, store): job for job in missing}
        for future in as_completed(running):
            future.result()
            yield running[future]


def train_and_keep(job: NetworkJob, store: MelodyStore) -> None:
    """Train the job's network and keep what it says of test and validation melodies."""
    use_one_thread()
    learned, validated = job.split
    fold = job.fold
    validation = [fold.training[index] for index in validated]
    lesson = Lesson([fold.training[index] for index in learned], validation, fold.alphabet)
    start = job.pretrained.network(job.config) if job.pretrained else None
    network = train_melody_network(lesson, job.config, job.plan, job.member, start=start)
    store.save(job.key, melody_chances(network, [*fold.test, *validation], fold.alphabet))


def kept_tables(job: NetworkJob, store: MelodyStore) -> NetworkTables:
    """Return what the job's network said; trains it anew if its file cannot be read."""
    tables = store.load(job.key)
    if tables is None:
        train_and_keep(job, store)
        tables = store.load(job.key)
    if tables is None:
        raise OSError(f"{store.folder} does not keep what is written there")
    tested = len(job.fold.test)
    return NetworkTables(tables[:tested], tuple(job.split[1]), tables[tested:])
