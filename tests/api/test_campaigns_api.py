"""Campaigns over HTTP: the list before anything is touched, what may be done, and clear refusals."""

from __future__ import annotations

from builders_api import api
from builders_fallout import exhausted, plant_order
from builders_orchestration import T0
from trunkline.access.model import Role
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit.ids import TaskId

PATH = "/api/falloutCampaigns"


async def test_a_campaign_lists_what_it_will_touch_and_offers_what_may_be_done(database_url: str) -> None:
    """NEW-21: preview, estimate, conflicts, verbs; a group, a filter or named fallouts."""
    async with api(database_url, Role.FALLOUT_MANAGER, react=False) as client:
        orders = [await plant_order(client.database) for _ in range(13)]
        async with client.database.transaction() as tx:
            events = [exhausted(TaskId(order, 1), message=f"port {order} is in use") for order in orders]
            raised = await raise_for_exhausted(tx, events, now=T0)
            await tx.execute("UPDATE task SET state = 'ready' WHERE service_order_id = $1 AND n = 1", orders[0])
        made = await client.post(PATH, json={"resolution": "retry", "group": "FG-000001", "rate": 60})
        assert made.status_code == 201, made.text
        drafted = made.json()
        assert drafted["campaign"]["sizes"] == [1, 10, 1]
        assert (drafted["states"], drafted["conflicts"]) == ({"listed": 12, "conflict": 1}, 1)
        assert (drafted["verbs"], drafted["measured"]) == (["start", "discard"], False)
        assert drafted["expectedSeconds"] == 12 + 3 * 30
        path = f"{PATH}/{drafted['campaign']['number']}"
        first = (await client.get(f"{path}/records?limit=7")).json()
        rest = (await client.get(f"{path}/records?limit=7&after={first['next']}")).json()
        records = first["items"] + rest["items"]
        assert {record["fallout"] for record in records} == {fallout.number for fallout in raised}
        assert [r["reason"] for r in records if r["state"] == "conflict"] == ["its task is not held (ready)"]
        started = (await client.post(f"{path}/start")).json()
        assert (started["campaign"]["state"], started["verbs"]) == ("running", ["pause", "stop"])
        assert (await client.post(f"{path}/start")).status_code == 409
        paused = (await client.post(f"{path}/pause")).json()
        assert paused["verbs"] == ["resume", "stop"]
        stopped = (await client.post(f"{path}/stop", json={"reason": "enough"})).json()
        assert stopped["states"] == {"untouched": 12, "conflict": 1}
        named = {"resolution": "retry", "fallouts": [raised[1].number, raised[0].number]}
        few = (await client.post(PATH, json=named)).json()
        assert (few["campaign"]["total"], few["conflicts"]) == (1, 1)
        listed = (await client.get(f"{PATH}?limit=1")).json()
        assert listed["items"][0]["number"] == few["campaign"]["number"]
        assert len((await client.get(f"{PATH}?after={listed['next']}&group=FG-000001")).json()["items"]) == 1
        for body, status in (
            ({"resolution": "retry"}, 400),
            ({"resolution": "completeByHand", "group": "FG-000001"}, 400),
            ({"resolution": "retry", "group": "FG-999999"}, 404),
            ({"resolution": "retry", "group": "x"}, 404),
            ({"resolution": "retry", "falloutType": "none"}, 400),
            ({"resolution": "skip", "group": "FG-000001", "canary": [], "patienceMinutes": 10**12}, 400),
            ({"resolution": "retry", "group": "FG-000001", "rate": 10**30}, 400),
        ):
            refused = await client.post(PATH, json=body)
            assert refused.status_code == status, refused.text
        assert (await client.get(f"{PATH}/FC-000999")).status_code == 404
        assert (await client.get(f"{PATH}/FC-{10**18 - 1}")).status_code == 404
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.get(path)).json()["verbs"] == []
            assert (await client.post(f"{path}/start")).status_code == 403
            assert (await client.post(PATH, json=named)).status_code == 403
