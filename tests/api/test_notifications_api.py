"""Notification rules, what was sent, and a person's wishes over HTTP."""

from __future__ import annotations

from builders_api import api
from builders_notifications import plant_people
from builders_orchestration import Shape, plant
from trunkline.access.model import Role
from trunkline.notifications.addresses import postbox_choice
from trunkline.notifications.model import Postbox

RULE = {
    "kind": "falloutRaised", "active": True, "digestMinutes": 30, "calendar": "business",
    "condition": {"priorityAtMost": 2, "falloutTypes": ["billingIssue"]},
    "recipients": [{"to": "group", "name": "desk"}, {"to": "webhook", "url": "https://hooks.isp.example/t", "secret": "env:K"}],
}  # fmt: skip


async def test_a_rule_is_made_tried_changed_once_and_taken_away(database_url: str) -> None:
    """NOT-01: the secret is only ever a name; a test mails nobody but the one who asks."""
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            tx.memory.update(postbox_choice(Postbox(webhook_hosts=("hooks.isp.example",))))
            await plant_people(tx)
            await tx.execute("UPDATE user_account SET email = 'root@isp.example' WHERE user_name LIKE 'admin%'")
        where = "/api/notificationRules/night"
        assert (await client.put(where, json=RULE | {"recipients": [{"to": "everybody"}]})).status_code == 400
        made = (await client.put(where, json=RULE | {"version": 0})).json()
        assert (made["version"], made["condition"]["priorityAtMost"], made["digestMinutes"]) == (1, 2, 30)
        assert made["recipients"][1] == {
            "to": "webhook",
            "name": None,
            "url": RULE["recipients"][1]["url"],
            "secret": "env:K",
        }
        assert (await client.put(where, json=RULE | {"version": 0})).status_code == 409
        listed = (await client.get("/api/notificationRules")).json()
        assert len(listed["items"]) == 12 and listed["webhookHosts"] == ["hooks.isp.example"] and not listed["mail"]
        assert (await client.post(where + "/test")).status_code == 409  # nothing has ever happened here
        async with client.database.transaction() as tx:
            await plant(tx, Shape())
        tried = (await client.post(where + "/test")).json()
        assert tried["wouldTell"] == ["ann", "ben", "hooks.isp.example"] and len(tried["notifications"]) == 2
        sent = (await client.get("/api/notifications?limit=1&state=waiting")).json()
        rest = (await client.get(f"/api/notifications?after={sent['next']}")).json()
        assert sent["total"] == 2 and rest["next"] is None
        told = {n["address"]: n["subject"] for n in sent["items"] + rest["items"]}
        assert set(told) == {"root@isp.example", "https://hooks.isp.example/t"}
        assert all(subject.startswith("Test: ") for subject in told.values())
        number = sent["items"][0]["id"]
        assert (await client.post(f"/api/notifications/{number}/sendAgain")).status_code == 409  # it is on its way
        async with client.database.transaction() as tx:
            await tx.execute("UPDATE notification SET state = 'dead', ended_at = created_at")
        assert (await client.post(f"/api/notifications/{number}/sendAgain")).json()["state"] == "waiting"
        assert (await client.post(where + "/sendAgain")).json() == {"count": 1}
        async with client.be(Role.FULFILLMENT_MANAGER):
            for refused in (client.put(where, json=RULE), client.get(where), client.get("/api/notifications"),
                            client.post(f"/api/notifications/{number}/sendAgain")):  # fmt: skip
                assert (await refused).status_code == 403
            wish = {"mailAddress": "me@home.example", "muted": ["jeopardy", "jeopardy"]}
            saved = (await client.put("/api/notificationPreference", json=wish)).json()
            assert (saved["mailAddress"], saved["muted"]) == ("me@home.example", ["jeopardy"])
            bad = await client.put("/api/notificationPreference", json={"mailAddress": "x\nBcc: y@z"})
            assert bad.status_code == 400
        assert (await client.get("/api/notificationPreference")).json()["muted"] == []
        assert (await client.delete(where)).status_code == 204
        assert (await client.delete(where)).status_code == 404
