"""Computing that makes very many objects at once, undisturbed by the collector of reference cycles."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_pausing = 0


@contextmanager
def collecting_later() -> Iterator[None]:
    """Puts the collector of cycles off until the block ends.

    Each of its full runs looks at everything that is alive, so that the cost of one more object grows with how many
    there are: a plan of 50,000 tasks took twice as long per task as one of 500. Objects without cycles are freed at
    once all the same. Blocks may overlap in several threads; the last one to end switches the collector on again.
    """
    global _pausing
    with _lock:
        _pausing += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pausing -= 1
            if _pausing == 0:
                gc.enable()
