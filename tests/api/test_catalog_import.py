"""Specifications of other systems, taken in over HTTP."""

from __future__ import annotations

from builders_api import api
from trunkline.access.model import Role


async def test_what_can_be_read_becomes_a_draft_and_the_rest_is_told(database_url: str) -> None:
    """CAT-06: one bad entry of a list does not stop the others."""
    good = {"id": "fibre", "name": "Fibre access", "@type": "ResourceFacingServiceSpecification"}
    bad = {"id": "nameless", "@type": "ResourceFacingServiceSpecification"}
    async with api(database_url, role=Role.CATALOG_DESIGNER, react=False) as client:
        answer = await client.post("/api/catalog/import", json=[good, bad])
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["refused"] == 1
        assert [(one["specification"], bool(one["problems"])) for one in told["items"]] == [
            ("fibre", False),
            (None, True),
        ]
        assert told["items"][1]["problems"][0]["field"] == "name"
        shown = await client.get("/tmf-api/serviceCatalogManagement/v4/serviceSpecification/fibre")
        assert shown.status_code == 200, shown.text


async def test_only_a_designer_takes_specifications_in(database_url: str) -> None:
    async with api(database_url, role=Role.ORDER_VIEWER, react=False) as client:
        assert (await client.post("/api/catalog/import", json=[])).status_code == 403
