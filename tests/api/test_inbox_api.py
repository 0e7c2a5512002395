"""What people are told in the workspace: what concerns them, once, unread until they say otherwise."""

from __future__ import annotations

from typing import Any

from builders_api import ApiClient, api
from builders_orchestration import Shape, plant
from trunkline.access.model import Role
from trunkline.kit import clock
from trunkline.notifications.collecting import collect_notifications

AGENT = Role.FULFILLMENT_AGENT


async def collect(client: ApiClient) -> None:
    """Reads the history on, as a worker does."""
    async with client.database.transaction() as tx:
        await collect_notifications(tx, clock.now())


async def inbox(client: ApiClient, **asked: Any) -> Any:
    return (await client.get("/api/inbox", params=asked)).json()


async def test_a_person_is_told_once_of_what_was_given_to_them_and_of_nothing_of_others(database_url: str) -> None:
    """UIF-67, NOT-01: without any rule and without a mail address; who did it themselves is not told."""
    async with api(database_url, Role.FULFILLMENT_MANAGER, react=False) as client:
        await client.key_of(AGENT)
        await collect(client)  # the first look begins at the present
        async with client.database.transaction() as tx:
            order = await plant(tx, Shape(tasks=((1, "manual"), (1, "manual"))))
        for n in (1, 2):
            given = await client.post(
                f"/api/tasks/TASK-{order:06d}-{n}/assign", json={"assignee": f"{AGENT.lower()}.tester"}
            )
            assert given.status_code == 200, given.text
        await collect(client)
        await collect(client)
        assert (await inbox(client))["items"] == []
        async with client.be(AGENT):
            told = await inbox(client)
            assert [(one["kind"], one["number"], one["link"], one["readAt"]) for one in told["items"]] == [
                ("taskAssigned", f"TASK-{order:06d}-{n}", f"/tasks/TASK-{order:06d}-{n}", None) for n in (2, 1)
            ]
            assert (told["unread"], told["next"]) == (2, None)
            page = await inbox(client, limit=1)
            assert [one["number"] for one in (await inbox(client, limit=1, after=page["next"]))["items"]] == [
                f"TASK-{order:06d}-1"
            ]
            after = (await client.post("/api/inbox/read", json={"entry": told["items"][0]["id"]})).json()
            assert (after["unread"], after["items"][0]["readAt"] is None) == (1, False)
            assert [one["id"] for one in (await inbox(client, unread=True))["items"]] == [told["items"][1]["id"]]
            newest = {"upTo": told["items"][0]["id"]}
        assert (await client.post("/api/inbox/read", json=newest)).json()[
            "unread"
        ] == 0  # another person's are not theirs
        async with client.be(AGENT):
            assert (await inbox(client))["unread"] == 1
            assert (await client.post("/api/inbox/read", json=newest)).json()["unread"] == 0
            muted = {"mailAddress": None, "muted": ["taskAssigned"]}
            assert (await client.put("/api/notificationPreference", json=muted)).status_code == 200
        again = {"assignee": None}
        assert (await client.post(f"/api/tasks/TASK-{order:06d}-1/assign", json=again)).status_code == 200
        back = {"assignee": f"{AGENT.lower()}.tester"}
        assert (await client.post(f"/api/tasks/TASK-{order:06d}-1/assign", json=back)).status_code == 200
        await collect(client)
        async with client.be(AGENT):
            assert (await inbox(client))["unread"] == 0  # muted
        async with client.database.reading() as tx:
            assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'InboxFilled'") == 1
