"""Whom work can be given to: found by right, group and name."""

from __future__ import annotations

from builders_api import ApiClient, api
from trunkline.access import commands
from trunkline.access.model import SYSTEM, Role
from trunkline.kit import clock

PEOPLE = (
    ("ada", "Ada Lovelace", Role.FULFILLMENT_AGENT),
    ("bert", "Bert Ångström", Role.FULFILLMENT_AGENT),
    ("cleo", "Cleo Lovell", Role.FALLOUT_AGENT),
    ("dora", "Dora Lovett", Role.ORDER_VIEWER),
    ("emil", "Emil Lovely", Role.FULFILLMENT_AGENT),
)


async def fill(client: ApiClient) -> None:
    """Five people of three roles; emil has left, ada and cleo are in the group field."""
    now = clock.now()
    async with client.database.transaction() as tx:
        for name, full_name, role in PEOPLE:
            await commands.create_user(
                tx, user_name=name, full_name=full_name, roles=[role], password="correct horse", by=SYSTEM, now=now
            )
        await tx.execute("UPDATE user_account SET active = false WHERE user_name = 'emil'")
        await commands.create_group(tx, name="field", description="", by=SYSTEM, now=now)
        await commands.set_members(tx, "field", ["ada", "cleo"], by=SYSTEM, now=now)


async def names(client: ApiClient, **asked: str) -> list[str]:
    """The user names of those five that are found."""
    body = (await client.get("/api/people", params={"limit": "200", **asked})).json()
    assert body["total"] == len(body["items"])
    return [one["userName"] for one in body["items"] if one["userName"] in {name for name, *_ in PEOPLE}]


async def test_only_active_people_with_the_right_are_offered(database_url: str) -> None:
    """TSK-03, UIF-33: nobody is offered who could not do the work."""
    async with api(database_url, react=False) as client:
        await fill(client)
        assert await names(client) == ["ada", "bert"]
        assert await names(client, permission="fallout:work") == ["cleo"]
        assert await names(client, permission="task:read") == ["ada", "bert", "cleo", "dora"]
        assert await names(client, permission="task:read", group="field") == ["ada", "cleo"]
        assert await names(client, permission="task:read", group="nowhere") == []


async def test_people_are_found_by_parts_of_their_names(database_url: str) -> None:
    """UIF-33: upper and lower case are the same, and a pattern's signs are plain letters."""
    async with api(database_url, react=False) as client:
        await fill(client)
        assert await names(client, permission="task:read", search="LOVE") == ["ada", "cleo", "dora"]
        assert await names(client, search="ångs") == ["bert"]
        assert await names(client, search="a%e") == []
        assert await names(client, search=" ada ") == ["ada"]


async def test_a_long_list_of_people_goes_on_where_it_ended(database_url: str) -> None:
    """UIF-33: page by page each is seen once, and the total is the whole."""
    async with api(database_url, react=False) as client:
        await fill(client)
        seen, after = [], None
        while True:
            asked = {"permission": "task:read", "search": "lov", "limit": 2} | ({"after": after} if after else {})
            body = (await client.get("/api/people", params=asked)).json()
            seen += [one["userName"] for one in body["items"]]
            assert body["total"] == 3
            if (after := body["next"]) is None:
                break
        assert seen == ["ada", "cleo", "dora"]
        assert "email" not in body["items"][0]
        assert (await client.get("/api/people", params={"permission": "fly"})).status_code == 400
        with client.nobody():
            assert (await client.get("/api/people")).status_code == 401
