from queue import SimpleQueue

from pytestqt.qtbot import QtBot

from antiphon_app.application import first_start
from antiphon_app.engine_client import LARGEST_BATCH, EngineClient
from antiphon_app.engine_process import EngineProcess
from antiphon_app.settings import Settings
from antiphon_engine.messages import Message, Ready, Silent, Snapshot, Trouble
from peers import SCRIPTED


def test_telemetry_arrives_and_a_snapshot_is_asked_for_at_the_start(qtbot: QtBot) -> None:
    messages: SimpleQueue[Message] = SimpleQueue()
    engine = EngineProcess(first_start(Settings(), seed=1), messages.put, SCRIPTED)
    client = EngineClient(engine, messages)
    told: list[Message] = []
    client.told.connect(told.extend)
    engine.start()
    client.start()
    qtbot.waitUntil(lambda: any(isinstance(m, Ready) for m in told), timeout=20_000)
    assert client.is_playing
    qtbot.waitUntil(lambda: any(isinstance(m, Snapshot) for m in told), timeout=20_000)
    last = client.stop()
    assert any(isinstance(message, Silent) for message in [*told, *last])
    assert not client.is_playing


def test_a_flood_is_taken_in_over_several_frames(qtbot: QtBot) -> None:
    messages: SimpleQueue[Message] = SimpleQueue()
    for number in range(LARGEST_BATCH + 1):
        messages.put(Trouble(str(number)))
    client = EngineClient(EngineProcess(first_start(Settings(), 1), messages.put), messages)
    batches: list[int] = []
    client.told.connect(lambda batch: batches.append(len(batch)))
    client.start()
    qtbot.waitUntil(lambda: len(batches) >= 3)
    assert batches[:3] == [LARGEST_BATCH, 1, 0]
