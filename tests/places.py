"""Folders in which a test may keep a database server."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def server_folder() -> Iterator[Path]:
    """A folder of its own, gone afterwards.

    Not below pytest's temporary folder: started as root, the server runs as `nobody`, and another pytest that starts
    meanwhile closes that folder to everybody else.
    """
    folder = Path(tempfile.mkdtemp(prefix="trunkline-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
