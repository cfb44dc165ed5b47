import numpy as np

from antiphon_models.evaluation.melody_store import MelodyStore

TABLES = [np.full((2, 4), 0.25, np.float32), np.array([[1.0, 0.0, 0.0, 0.0]], np.float32)]


def test_tables_come_back_as_they_were(tmp_path):
    store = MelodyStore(tmp_path / "work")
    store.save({"set": "elsass", "fold": 3}, TABLES)
    found = store.load({"fold": 3, "set": "elsass"})
    assert [table.tolist() for table in found] == [table.tolist() for table in TABLES]


def test_another_setting_is_not_there(tmp_path):
    store = MelodyStore(tmp_path)
    store.save({"rate": 0.003}, TABLES)
    assert store.has({"rate": 0.003})
    assert not store.has({"rate": 0.004})
    assert store.load({"rate": 0.004}) is None


def test_a_torn_file_is_as_if_it_were_not_there(tmp_path):
    store = MelodyStore(tmp_path)
    store.save({}, TABLES)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100])
    assert store.load({}) is None
    assert not store.has({})
