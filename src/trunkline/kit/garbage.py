"""Computing that makes very many objects at once, undisturbed by the collector of reference cycles."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_FIRST, _SECOND, _THIRD = 50_000, 20, 100  # Python's own: 700, 10, 10
_lock = threading.Lock()
_pausing = 0


def collect_seldom() -> None:
    """Lets the collector of cycles run when 50,000 objects were made more than freed, not 700, as long as the process lasts.

    A batch of 200 tasks makes some ten thousand objects, hardly any of them in a cycle: a worker spent a fifth of its
    time on looking for some.
    """
    gc.set_threshold(_FIRST, _SECOND, _THIRD)


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
