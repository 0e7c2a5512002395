"""The executor `http` against a real server: what is done, what is worth asking again, what needs a person."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration.executor import Completed, ExecutionCall, NotDone, Refused, Unknown, Waiting
from trunkline.southbound.http import HttpExecutor

ORDER = ServiceOrderId(7)


class DomainSystem(ThreadingHTTPServer):
    """Answers as the last part of the path says and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: DomainSystem

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append({
            "path": self.path, "body": json.loads(body), "key": self.headers["Idempotency-Key"],
            "correlation": self.headers["X-Correlation-Id"],
        })  # fmt: skip
        if self.path == "/hang":
            threading.Event().wait(3)
        status = int(self.path[1:]) if self.path[1:].isdigit() else 201
        answer = {
            "/text": b"<html>", "/422": b'{"message": "no free port"}', "/503": b"busy",
        }.get(self.path, b'{"resource": [{"vlan": 120}], "id": "X1"}')  # fmt: skip
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def system() -> Iterator[DomainSystem]:
    server = DomainSystem()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def call(config: dict[str, object], attempt: int = 1) -> ExecutionCall:
    return ExecutionCall(
        task_id=TaskId(ORDER, 3), domain_order_id=DomainOrderId(ORDER, 1), attempt=attempt, key="activate",
        name="Activate", executor="http", system="activator", operation="activate", config=config, action="add",
        specification_id="uni", characteristics={"Speed": 100, "Site": "Bern"}, place=None,
    )  # fmt: skip


async def test_a_call_is_filled_from_characteristics_and_values_are_read_from_the_answer(system: DomainSystem) -> None:
    """PLN-12."""
    executor = HttpExecutor()
    config: dict[str, object] = {
        "url": system.url + "/orders",
        "body": {"speed": "{Speed}", "note": "for {Site}, task {number}"},
        "answer": {"VLAN": "resource.0.vlan"},
    }
    assert await executor.execute(call(config)) == Completed(values={"VLAN": 120})
    assert await executor.execute(call(config, attempt=2)) == Completed(values={"VLAN": 120})
    await executor.close()
    first, second = system.asked
    assert first["body"] == {"speed": 100, "note": "for Bern, task TASK-000007-3"}
    assert first["key"] == second["key"] == "TASK-000007-3"
    assert (first["correlation"], second["correlation"]) == ("TASK-000007-3.1", "TASK-000007-3.2")


@pytest.mark.parametrize(
    ("config", "error_class", "retryable", "said"),
    [
        ({"url": "{system}/422"}, "refused", False, "422: no free port"),
        ({"url": "{system}/503"}, "serverError", True, "503: busy"),
        ({"url": "{system}/429"}, "busy", True, "429"),
        ({"url": "{system}/404"}, "badRequest", False, "404"),
        ({"url": "{system}/409"}, "refused", False, "409"),
        ({"url": "http://127.0.0.1:1/"}, "unreachable", True, "cannot be reached"),
        ({"url": "nonsense"}, "unreachable", True, "cannot be reached"),
        ({"url": "{system}/text", "answer": {"A": "b"}}, "badAnswer", False, "not JSON"),
        ({"url": "{system}/orders", "answer": {"A": "resource.7.vlan"}}, "badAnswer", False, "'A' at resource.7.vlan"),
        ({"url": "{system}/orders", "body": {"x": "{No such}"}}, "misconfigured", False, "No such"),
        ({"uri": "x"}, "misconfigured", False, "uri"),
    ],
)
async def test_each_failure_says_its_class_whether_asking_again_may_help_and_why(
    system: DomainSystem, config: dict[str, object], error_class: str, retryable: bool, said: str
) -> None:
    """PLN-12, FAL-02."""
    url = config.get("url")
    filled = {**config, **({"url": url.replace("{system}", system.url)} if isinstance(url, str) else {})}
    executor = HttpExecutor()
    answer = await executor.execute(call(filled))
    await executor.close()
    assert isinstance(answer, Refused)
    assert (answer.error_class, answer.retryable) == (error_class, retryable)
    assert said in answer.message


async def test_a_call_that_was_sent_and_not_answered_is_neither_done_nor_failed(system: DomainSystem) -> None:
    """NEW-08."""
    executor = HttpExecutor()
    answer = await executor.execute(call({"url": system.url + "/hang", "timeout": 0.1}))
    assert isinstance(answer, Unknown)
    assert "did not answer within 0.1 s" in answer.message
    # a system that does not promise to do a key once is not asked again by guess
    assert isinstance(await executor.reconcile(call({"url": system.url + "/orders"})), Unknown)
    repeatable: dict[str, object] = {"url": system.url + "/orders", "repeatable": True}
    assert await executor.reconcile(call(repeatable)) == NotDone()
    await executor.close()


@pytest.mark.parametrize(
    ("wish", "kind"),
    [("done", Completed), ("wait", Waiting), ("retry", Refused), ("refuse", Refused), ("unknown", Unknown)],
)
async def test_a_status_means_what_the_task_specification_says(system: DomainSystem, wish: str, kind: type) -> None:
    """SOU-05."""
    executor = HttpExecutor()
    answer = await executor.execute(call({"url": system.url + "/409", "statuses": {"409": wish}}))
    await executor.close()
    assert isinstance(answer, kind)
    assert not isinstance(answer, Refused) or answer.retryable is (wish == "retry")
