"""The application with the small catalog, opened and closed in a task of its own so that a fixture may hold it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from builders_api import ApiClient, api
from trunkline.access.model import Role


@asynccontextmanager
async def served(database_url: str, role: Role) -> AsyncIterator[ApiClient]:
    """`api` for a fixture: what opens the application's lifespan must close it, and fixtures end in another task."""
    ready: asyncio.Future[ApiClient] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()

    async def serve() -> None:
        async with api(database_url, role=role, react=False) as client:
            ready.set_result(client)
            await over.wait()

    task = asyncio.create_task(serve())
    try:
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        yield ready.result()
    finally:
        over.set()
        await task
