"""The executors that order work of other systems, against a server that speaks TM Forum, and the official schemas."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest

from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration.executor import (
    Answer,
    Completed,
    DomainOrderBelow,
    ExecutionCall,
    NotDone,
    Refused,
    Unknown,
    Waiting,
)
from trunkline.southbound.activation import ActivationExecutor
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.simulated_api import Manner, SimulatedApi
from trunkline.southbound.tmf_documents import (
    RESOURCE_ORDER,
    SERVICE_ORDER,
    WORK_ORDER,
    OrderKind,
    cancel_document,
    items_of,
    read_values,
    state_of,
)
from trunkline.southbound.tmf_orders import TmfOrderExecutor

SHARED = Path(__file__).resolve().parents[3] / "shared" / "tmf"
ORDER = ServiceOrderId(7)
PLACE = [{"id": "P1", "@type": "GeographicSiteRef", "role": "installationAddress"}]
KINDS = (SERVICE_ORDER, RESOURCE_ORDER, WORK_ORDER)
SPECS = {
    SERVICE_ORDER.resource: "TMF641-v4.1.0", RESOURCE_ORDER.resource: "TMF652-v4.0.0",
    WORK_ORDER.resource: "TMF697-v4.0.0", "service": "TMF640-v4.0.0",
}  # fmt: skip


def make_call(executor: str = "tmf641", **changes: Any) -> ExecutionCall:
    call = ExecutionCall(
        task_id=TaskId(ORDER, 3), domain_order_id=DomainOrderId(ORDER, 1), attempt=1, key="activate", name="Activate",
        executor=executor, system="far", operation="activate", config={"url": "http://far/api"}, action="add",
        specification_id="uni", characteristics={"Speed": 100, "Ports": [1, 2]}, place=PLACE,
    )  # fmt: skip
    return ExecutionCall(**{f: getattr(call, f) for f in call.__struct_fields__} | changes)


def speaking(api: SimulatedApi, kind: OrderKind | None) -> Any:
    client = httpx.AsyncClient(transport=httpx.ASGITransport(api))
    if kind is None:
        return ActivationExecutor(client, secrets=Secrets({}))
    return TmfOrderExecutor(kind, client, secrets=Secrets({}), public_url="https://we")


@functools.cache
def _definitions(name: str) -> dict[str, Any]:
    path = SHARED / "specs" / f"{name}.swagger.json"
    definitions: dict[str, Any] = json.loads(path.read_text())["definitions"]
    if name.startswith("TMF652"):
        # the published document asks for id and href of a resource that is yet to be made; its own examples have none
        del definitions["ResourceRefOrValue"]["required"]
    return definitions


OFFICIAL = (SHARED / "specs").exists()


def faults(resource: str, definition: str, document: object) -> list[str]:
    """What the official document finds wrong; nothing where it is not at hand."""
    if not OFFICIAL:
        return []
    schema = {"$ref": f"#/definitions/{definition}", "definitions": _definitions(SPECS[resource])}
    return [f"{e.instance_path}: {e.message}" for e in jsonschema_rs.validator_for(schema).iter_errors(document)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.resource)
@pytest.mark.parametrize("action", ["add", "modify", "delete", "suspend", "resume"])
async def test_what_is_sent_is_what_the_official_schema_asks_for(kind: OrderKind, action: str) -> None:
    """SOU-01: an order for every action; its words are those that its schema knows."""
    api = SimulatedApi()
    config = {"url": "http://far/api", "subject": "{Far id}"}
    characteristics = {"Speed": 100, "Far id": "S-9"}
    call = make_call(action=action, config=config, characteristics=characteristics)
    assert isinstance(await speaking(api, kind).execute(call), Waiting)
    ((_, path, document),) = api.asked
    assert path == f"/api/{kind.resource}"
    name = f"{kind.resource[0].upper()}{kind.resource[1:]}"
    assert faults(kind.resource, f"{name}_Create", document) == []
    assert not OFFICIAL or set(document) <= set(_definitions(SPECS[kind.resource])[f"{name}_Create"]["properties"])
    (item,) = items_of(kind, document)
    assert (item["id"], item[kind.subject]["id"]) == ("1", "S-9")
    assert document["externalId"] == call.idempotency_key
    cancel = cancel_document(kind, "SO-1", "not wanted")
    assert faults(kind.resource, f"{kind.cancelling[0].upper()}{kind.cancelling[1:]}_Create", cancel) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.resource)
async def test_an_order_is_followed_to_its_end_by_asking_and_its_values_are_read(kind: OrderKind) -> None:
    """SOU-01, SOU-03: the other system's id and state are told at each look."""
    api = SimulatedApi(lambda resource, document: Manner(
        states=("acknowledged", "held", "completed"), values={"vlan": 120}))  # fmt: skip
    executor = speaking(api, kind)
    call = make_call(config={"url": "http://far/api", "answer": {"VLAN": "vlan", "Far id": "/id"}})
    taken = await executor.execute(call)
    assert isinstance(taken, Waiting)
    assert (taken.reference is not None, taken.far_state) == (True, "acknowledged")
    looking = make_call(config=call.config, reference=taken.reference)
    held = await executor.reconcile(looking)
    assert isinstance(held, Waiting)
    assert (held.reference, held.far_state) == (taken.reference, "held")
    done = await executor.reconcile(looking)
    assert isinstance(done, Completed)
    assert (done.reference, done.far_state, done.values["VLAN"]) == (taken.reference, "completed", 120)
    (item,) = items_of(kind, api.stored[kind.resource][str(taken.reference)])
    assert done.values["Far id"] == item[kind.subject]["id"]
    # the events that it sent meanwhile say the same, in whatever order they come
    for events in (api.events, api.events[::-1]):
        said = executor.read(looking, events)
        assert isinstance(said, Completed)
        assert said.values == done.values
    assert isinstance(executor.read(looking, api.events[:1]), Waiting)


FATES: dict[str, type[Answer]] = {
    "acknowledged": Waiting, "pending": Waiting, "held": Waiting, "inProgress": Waiting,
    "assessingCancellation": Waiting, "pendingCancellation": Waiting,
    "completed": Completed, "rejected": Refused, "cancelled": Refused, "failed": Refused, "partial": Refused,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.resource)
@pytest.mark.parametrize("state", FATES)
async def test_each_state_of_the_far_order_means_one_thing_and_the_reason_comes_along(
    kind: OrderKind, state: str
) -> None:
    """SOU-03: every state that the official schema lists."""
    api = SimulatedApi(lambda resource, document: Manner(
        states=(state,), message="no free port at Bern", item_states={"1": "failed"} if state == "partial" else {}
    ))  # fmt: skip
    answer = await speaking(api, kind).execute(make_call())
    assert isinstance(answer, FATES[state])
    assert answer.far_state == state
    assert answer.reference is not None
    if isinstance(answer, Refused):
        assert not answer.retryable
        assert f"as {state}: " in answer.message
        assert "no free port at Bern" in answer.message
        assert ("item 1 failed" in answer.message) == (state == "partial")
    name = f"{kind.resource[0].upper()}{kind.resource[1:]}StateType"
    listed = _definitions(SPECS[kind.resource]).get(name) if OFFICIAL else None
    assert listed is None or set(listed["enum"]) == set(FATES)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.resource)
async def test_an_order_whose_answer_was_lost_is_found_by_its_key_and_not_sent_again(kind: OrderKind) -> None:
    """SOU-05, NEW-08."""
    api = SimulatedApi(lambda resource, document: Manner(loses_answer=True))
    executor = speaking(api, kind)
    assert await executor.reconcile(make_call()) == NotDone()
    assert isinstance(await executor.execute(make_call()), Unknown)
    found = await executor.reconcile(make_call())
    assert isinstance(found, Waiting)
    assert found.reference in api.stored[kind.resource]
    assert await executor.reconcile(make_call(task_id=TaskId(ORDER, 4))) == NotDone()


async def test_an_activation_is_followed_by_its_monitor_and_found_by_its_key_when_the_answer_was_lost() -> None:
    """SOU-03, SOU-05: TMF640; the monitor's response is the service, or why there is none."""
    api = SimulatedApi(lambda resource, document: Manner(states=("InProgress", "completed"), values={"vlan": 7}))
    call = make_call("tmf640", config={"url": "http://far/api", "answer": {"VLAN": "vlan"}})
    executor = speaking(api, None)
    taken = await executor.execute(call)
    assert isinstance(taken, Waiting)
    assert taken.far_state == "InProgress"
    assert faults("service", "Service_Create", api.asked[0][2]) == []
    done = await executor.reconcile(make_call("tmf640", config=call.config, reference=taken.reference))
    assert isinstance(done, Completed)
    assert (done.values, done.reference) == ({"VLAN": 7}, "S-1")
    (monitor,) = api.stored["monitor"].values()
    assert faults("service", "Monitor", monitor) == []

    losing = SimulatedApi(lambda resource, document: Manner(
        states=("InProgress", "InProgress", "failed"), message="port is down", loses_answer=True))  # fmt: skip
    executor = speaking(losing, None)
    assert isinstance(await executor.execute(call), Unknown)
    found = await executor.reconcile(call)
    assert isinstance(found, Waiting)
    assert found.reference == "monitor:M-2"
    failed = await executor.reconcile(make_call("tmf640", config=call.config, reference=found.reference))
    assert isinstance(failed, Refused)
    assert (failed.retryable, "port is down" in failed.message) == (False, True)
    assert await executor.reconcile(make_call("tmf640", task_id=TaskId(ORDER, 9))) == NotDone()


async def test_a_service_is_patched_switched_and_taken_away() -> None:
    """SOU-01: TMF640 without monitors; what is gone already counts as taken away."""
    api = SimulatedApi(lambda resource, document: Manner(monitored=False))
    executor = speaking(api, None)
    config = {"url": "http://far/api", "service": "svc-{number}"}
    done = await executor.execute(make_call("tmf640", config=config))
    assert done == Completed(values={}, reference="svc-TASK-000007-3")
    for action, state in (("suspend", "inactive"), ("resume", "active")):
        assert isinstance(await executor.execute(make_call("tmf640", config=config, action=action)), Completed)
        assert api.stored["service"]["svc-TASK-000007-3"]["state"] == state
        assert faults("service", "Service_Update", api.asked[-1][2]) == []
    changed = make_call("tmf640", config=config, action="modify", characteristics={"Speed": 200})
    assert isinstance(await executor.execute(changed), Completed)
    assert api.stored["service"]["svc-TASK-000007-3"]["serviceCharacteristic"] == [{"name": "Speed", "value": 200}]
    for _ in range(2):
        assert await executor.execute(make_call("tmf640", config=config, action="delete")) == Completed()
    assert api.stored["service"] == {}


def _samples() -> list[Path]:
    return sorted((SHARED / "samples" / "service-order").glob("*.json"))


@pytest.mark.skipif(not _samples(), reason="the samples of other products are not at hand")
def test_orders_that_other_products_wrote_are_read_as_answers() -> None:
    """SOU-03: ids, states and characteristics of every sample, nested items included."""
    read = 0
    for path in _samples():
        document = json.loads(path.read_text())
        for order in document if isinstance(document, list) else [document]:
            listed = list(items_of(SERVICE_ORDER, order))
            assert listed, path.name
            names = {
                known["name"]: known.get("value")
                for item in reversed(listed)
                for known in (item.get("service") or {}).get("serviceCharacteristic") or ()
            }
            values = read_values(SERVICE_ORDER, order, {name: name for name in names} | {"?": "/no/such"})
            assert values == names | {"?": None}, path.name
            assert state_of(order) is None or isinstance(state_of(order), str)
            read += len(names)
    assert read >= 15


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.resource)
async def test_trees_and_revisions_are_what_the_official_schema_asks_for(kind: OrderKind) -> None:
    """SOU-02, SOU-04."""
    below = tuple(
        DomainOrderBelow(n=n, parent_n=parent, specification_id="site", action="add", characteristics={"Floor": n},
                         place=PLACE)
        for n, parent in ((2, 1), (3, 2))
    )  # fmt: skip
    for revision in ("patch", "order"):
        api = SimulatedApi(moves_when_asked=False)
        executor = speaking(api, kind)
        config = {"url": "http://far", "hierarchy": True, "revision": revision}
        first = await executor.execute(make_call(config=config, below=below))
        revised = await executor.revise(
            make_call(config=config, below=below, reference=first.reference, revision=1, characteristics={"Speed": 9})
        )
        assert isinstance(revised, Waiting)
        assert (revised.reference == first.reference) == (revision == "patch")
        name = f"{kind.resource[0].upper()}{kind.resource[1:]}"
        for method, path, document in api.asked:
            if document is not None and path == f"/{kind.resource}":
                assert faults(kind.resource, f"{name}_Create", document) == []
            elif method == "PATCH":
                assert faults(kind.resource, f"{name}_Update", document) == []
        ids = [item["id"] for item in items_of(kind, api.stored[kind.resource][str(revised.reference)])]
        assert ids == ["1", "1.2", "1.3"]
