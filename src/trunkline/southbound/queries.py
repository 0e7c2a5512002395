"""Domain systems' read door."""

from __future__ import annotations

from trunkline.kit.db import Tx
from trunkline.southbound import store
from trunkline.southbound.errors import UnknownDomainSystem
from trunkline.southbound.model import SystemStanding

list_domain_systems = store.list_standings


async def get_domain_system(tx: Tx, name: str) -> SystemStanding:
    """One system; raises UnknownDomainSystem."""
    found = await store.list_standings(tx, name)
    if not found:
        raise UnknownDomainSystem(f"there is no domain system '{name}': list them, or set its limits to make it known")
    return found[0]
