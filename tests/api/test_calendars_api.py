"""Working calendars over HTTP."""

from __future__ import annotations

from builders_api import api
from trunkline.access.model import Role


async def test_a_calendar_is_made_changed_and_taken_away_by_a_designer(database_url: str) -> None:
    """JEO-06."""
    hours = [{"weekday": 0, "start": "08:00:00", "end": "12:00:00"}]
    async with api(database_url) as client:
        made = await client.put("/api/calendars/field", json={"timeZone": "Europe/Berlin", "hours": hours})
        assert (made.status_code, made.json()["version"], made.json()["hours"]) == (200, 1, hours)
        again = await client.put("/api/calendars/field", json={"hours": hours, "country": "DE", "version": 1})
        assert (again.json()["version"], again.json()["timeZone"], again.json()["country"]) == (2, "UTC", "DE")
        stale = await client.put("/api/calendars/field", json={"hours": hours, "version": 1})
        assert stale.status_code == 409
        names = [row["name"] for row in (await client.get("/api/calendars")).json()["items"]]
        assert names == ["business", "field"]
        assert (await client.delete("/api/calendars/field")).status_code == 204
        assert (await client.delete("/api/calendars/field")).status_code == 404


async def test_what_is_wrong_with_a_calendar_is_said_and_nothing_is_kept(database_url: str) -> None:
    """JEO-06."""
    async with api(database_url) as client:
        bad = {"timeZone": "Mars/Base", "hours": [{"weekday": 9, "start": "08:00:00", "end": "07:00:00"}]}
        refused = await client.put("/api/calendars/bad", json=bad)
        assert refused.status_code == 400
        assert "Mars/Base" in refused.text and "weekday 9" in refused.text
        assert len((await client.get("/api/calendars")).json()["items"]) == 1
        async with client.be(Role.ORDER_VIEWER):
            assert (await client.put("/api/calendars/bad", json={})).status_code in (400, 403)
            assert (await client.delete("/api/calendars/business")).status_code == 403
