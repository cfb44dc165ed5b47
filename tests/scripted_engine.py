"""The real engine process with a mind that does as it is told: run by tests as its own program."""

import os
import sys

from antiphon_engine.live_process import run
from antiphon_engine.midi_system import open_system
from fakes import ScriptedMind

if __name__ == "__main__":
    code = run(lambda _weights: ScriptedMind(), open_system)
    sys.stdout.flush()
    os._exit(code)
