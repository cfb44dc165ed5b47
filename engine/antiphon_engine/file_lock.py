"""A lock on an open file that the system lets go of when its process ends, however it ends.

Knows no file format.
"""

import os
import sys

if sys.platform == "win32":
    import msvcrt

    # Windows locks bytes, and nobody else may read a locked one: so one far beyond any end.
    _LOCKED_BYTE = 1 << 40

    def lock(descriptor: int) -> None:
        """Lock the open file for this process alone, waiting for whoever is looking at it."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

    def try_lock(descriptor: int) -> bool:
        """Lock the open file if nobody else has; return whether that worked."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Lock the open file for this process alone, waiting for whoever is looking at it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def try_lock(descriptor: int) -> bool:
        """Lock the open file if nobody else has; return whether that worked."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
