"""What is the same for every route: who is asked in, how errors look, what the documentation says."""

from __future__ import annotations

from builders_api import api
from trunkline.access.model import Role


async def test_a_caller_learns_who_they_are(database_url: str) -> None:
    """SEC-01: one query finds the caller with roles, permissions and groups."""
    async with api(database_url, Role.FALLOUT_AGENT, react=False) as client:
        answer = await client.get("/api/session")
        assert answer.status_code == 200
        assert answer.json()["roles"] == ["falloutAgent"]
        assert "fallout:work" in answer.json()["permissions"]
        assert len(client.queries) == 1
