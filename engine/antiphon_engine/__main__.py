"""`python -m antiphon_engine`: the engine with the real mind and the real ports.

Knows nothing but what is put together; started by whoever plays, never by hand.
"""

import os
import sys

from antiphon_engine.process_setup import limit_blas_threads


def main() -> None:
    """Play one session and end the process."""
    limit_blas_threads()
    # Only now, because BLAS counts its threads when numpy is imported.
    from antiphon_engine.live_process import run  # noqa: PLC0415
    from antiphon_engine.midi_system import open_system  # noqa: PLC0415
    from antiphon_engine.session_start import load_mind  # noqa: PLC0415

    code = run(load_mind, open_system)
    sys.stdout.flush()
    sys.stderr.flush()
    # A driver that hangs in a thread, or in a destructor, must not keep the process.
    os._exit(code)


if __name__ == "__main__":
    main()
