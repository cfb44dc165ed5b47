"""The machine that figures are measured on.

Knows how a system tells its processor; knows no figures.
"""

import os
import platform
from pathlib import Path


def processor() -> str:
    """Return the processor's name as its maker writes it, or the closest that is known."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def machine_in_words() -> str:
    """Return system, processor and cores in a few words."""
    return f"{platform.system()} {platform.machine()}, {processor()}, {os.cpu_count()} cores"
