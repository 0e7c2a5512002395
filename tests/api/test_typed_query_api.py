"""Typed queries of the lists over HTTP: every word of every list is understood by the database."""

from __future__ import annotations

from typing import Any

from builders_api import ApiClient, api
from builders_fallout import exhausted
from builders_orchestration import Shape, plant
from trunkline.access.model import Role
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.kit import clock
from trunkline.kit.ids import TaskId

LISTS = ("/api/serviceOrders", "/api/tasks", "/api/fallouts")
SAMPLES = {"text": "none", "number": "1", "instant": "2026-12-01"}


async def fill(client: ApiClient) -> None:
    """Two orders of two customers, each with a manual task and a fallout; the first has a site in Berlin."""
    async with client.database.transaction() as tx:
        for name, city, due in (("Acme", "Berlin", "2026-11-30"), ("Borealis", "Oslo", "2026-12-24")):
            order = await plant(tx, Shape(tasks=((1, "automated"), (1, "manual"))))
            await tx.execute(
                "UPDATE service_order SET customer_name = $2, requested_completion_date = $3::text::timestamptz WHERE id = $1",
                order, name, due,
            )  # fmt: skip
            for table in ("service_order_item", "domain_order"):
                await tx.execute(f"UPDATE {table} SET place = $2 WHERE service_order_id = $1", order, {"city": city})
            await raise_for_exhausted(tx, [exhausted(TaskId(order, 1))], now=clock.now())


async def ask(client: ApiClient, path: str, q: str) -> Any:
    answer = await client.get(path, params={"q": q})
    assert answer.status_code == 200, (path, q, answer.text)
    return answer.json()


async def test_every_word_with_every_sign_is_understood_in_every_list(database_url: str) -> None:
    """UIF-14: no word that is offered can fail; totals and lines agree."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        await fill(client)
        for path in LISTS:
            fields = (await client.get(f"{path}/queryFields")).json()["items"]
            assert {"state", "customer", "site", "priority"} <= {field["name"] for field in fields}
            for field in fields:
                values = [*field["values"], SAMPLES[field["kind"]]] if not field["values"] else field["values"]
                for sign in field["signs"]:
                    for value in (
                        values[:2]
                        if sign in (":", "=", "!=")
                        else ["2026-12-01" if field["kind"] == "instant" else "3"]
                    ):
                        page = await ask(client, path, f"{field['name']}{sign}{value}")
                        assert page["total"] == len(page["items"])


async def test_a_typed_query_finds_what_it_says_and_errors_name_the_word(database_url: str) -> None:
    """UIF-14, UIF-18: the same words narrow a choice of all that match."""
    async with api(database_url, Role.ADMINISTRATOR, react=False) as client:
        await fill(client)
        for path in LISTS:
            for q, found in (
                ("customer:acme", ["Acme"]), ("-site:berlin", ["Borealis"]), ("customer:acme site:oslo", []),
                ("acme", ["Acme"]), ("customer:acme,borealis", ["Acme", "Borealis"]),
                ("customer:acme or site:oslo", ["Acme", "Borealis"]),
                ("(customer:acme or site:oslo) -site:berlin", ["Borealis"]), ("-(customer:acme priority>0)", ["Borealis"]),
            ):  # fmt: skip
                lines = (await ask(client, path, q))["items"]
                assert sorted(line["customerName"] for line in lines) == found, (path, q)
            refused = await client.get(path, params={"q": "customer:acme stat:held"})
            assert refused.status_code == 400
            assert "word 2 'stat:held' (character 15)" in refused.json()["details"][0]["what"]
        assert [
            line["customerName"] for line in (await ask(client, LISTS[0], "due<2026-12-01 state:inProgress"))["items"]
        ] == ["Acme"]
        chosen = (await client.get("/api/tasks/selection", params={"q": "customer:acme"})).json()
        assert chosen["total"] == 1
        matching = {"q": "customer:acme", "total": 1, "digest": chosen["digest"]}
        told = (await client.post("/api/tasks/bulk", json={"verb": "start", "matching": matching})).json()
        assert told["succeeded"] == 1
        assert [line["customerName"] for line in (await ask(client, LISTS[1], "assignee:me"))["items"]] == ["Acme"]
