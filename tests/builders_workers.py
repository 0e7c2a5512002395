"""Workers that are processes of their own, so that one can be killed without warning."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from asyncio.subprocess import Process

_WORKER = """
import asyncio, sys
from datetime import timedelta
from trunkline.kit.db import Database
from trunkline.reactions import react
from trunkline.worker import run_worker

async def main():
    database = await Database.connect(sys.argv[1], react=react)
    print("ready", flush=True)
    await run_worker(database, stop=asyncio.Event(), concurrency=20, lease=timedelta(milliseconds=300))

asyncio.run(main())
"""


async def begin_worker(database_url: str) -> Process:
    """A worker with a short lease; it writes a line when it is connected."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WORKER, database_url, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


async def until_connected(process: Process) -> None:
    """It is about to claim."""
    assert process.stdout is not None
    await process.stdout.readline()
