"""Copies to other places ask a system that speaks TMF645, a real one on a port of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from builders_api import api
from builders_ordering import document, item, load_policies
from trunkline.access.model import Role
from trunkline.ordering.serviceability import PlaceQuestion
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.serviceability import QualificationCheck, ServiceabilityUnknown, read_answers

ROOT = "/api/serviceOrders"


class QualificationSystem(ThreadingHTTPServer):
    """Delivers nothing where the road is closed; `broken` makes it answer with an error."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str | None, dict[str, Any]]] = []
        self.broken = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/checkServiceQualification"


class _Handler(BaseHTTPRequestHandler):
    server: QualificationSystem

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.headers["Authorization"], body))
        answer = {"state": "done", "serviceQualificationItem": [_answer(i) for i in body["serviceQualificationItem"]]}
        self.send_response(500 if self.server.broken else 201)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


def _answer(item: dict[str, Any]) -> dict[str, Any]:
    if item["service"]["place"][0]["id"] == "closed":
        why = [{"code": "E1", "label": "No fibre in this street"}]
        return {"id": item["id"], "qualificationItemResult": "unqualified", "eligibilityUnavailabilityReason": why}
    return {"id": item["id"], "qualificationItemResult": "qualified"}


@pytest.fixture
def system() -> Iterator[QualificationSystem]:
    server = QualificationSystem()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


async def test_places_that_the_outside_system_refuses_are_skipped_with_its_reason(database_url, system):
    """CAP-12: all places in one request; when the system fails, nothing is copied and the caller is told."""
    check = QualificationCheck(system.url, secrets=Secrets({"KEY": "s3cret"}), token="env:KEY")
    async with api(database_url, Role.SERVICE_ORDER_MANAGER, react=False, serviceability=check) as client:
        await load_policies(client.database)
        made = await client.post(ROOT, json=document(item("A", specification="risky")))
        number = made.json()["serviceOrder"]["number"]
        body = {"places": [{"id": "s1", "country": "CH"}, {"id": "closed", "country": "CH"}], "eligibleOnly": True}
        copied = (await client.post(f"{ROOT}/{number}/items/1/copy", json=body)).json()
        assert (copied["copied"], copied["skipped"]) == (1, 1)
        assert "No fibre in this street" in json.dumps(copied)
        [(token, asked)] = system.asked
        assert token == "Bearer s3cret"
        assert [i["service"]["serviceSpecification"]["id"] for i in asked["serviceQualificationItem"]] == ["risky"] * 2
        system.broken = True
        failed = await client.post(f"{ROOT}/{number}/items/1/copy", json=body)
        assert (failed.status_code, failed.json()["code"]) == (503, "ServiceabilityUnknown")
        after = (await client.get(f"{ROOT}/{number}")).json()
        assert len(after["items"]) == 2


async def test_a_secret_that_is_missing_and_a_system_that_is_away_are_told_as_such(system):
    """CAP-12."""
    question = PlaceQuestion(specification_id="x", values={}, place={"id": "s1"})
    for check in (
        QualificationCheck(system.url, secrets=Secrets({}), token="env:KEY"),
        QualificationCheck("http://127.0.0.1:1/x", secrets=Secrets({})),
    ):
        assert await check([]) == []
        with pytest.raises(ServiceabilityUnknown):
            await check([question])
    assert system.asked == []


@pytest.mark.parametrize("answer", [None, [], {}, {"serviceQualificationItem": "x"}, {"serviceQualificationItem": [
    {"id": "1"}]}, {"serviceQualificationItem": [{"id": "2", "qualificationItemResult": "qualified"}]}])  # fmt: skip
def test_an_answer_that_says_nothing_of_a_place_is_no_answer(answer):
    """CAP-12."""
    with pytest.raises(ServiceabilityUnknown):
        read_answers(answer, 1)
