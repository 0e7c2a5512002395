"""Notifications from what happened to what a mail server and a webhook got: once each, at least once, or given up."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from builders_notifications import hook_server, mail_server, plant_people
from builders_orchestration import T0, Shape, plant
from trunkline.access.model import SYSTEM
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.fallout.events import FalloutRaised
from trunkline.kit.db import Database
from trunkline.kit.errors import NotFound
from trunkline.notifications.addresses import postbox_choice
from trunkline.notifications.collecting import collect_notifications, forget_notifications
from trunkline.notifications.commands import save_preference, save_rule, send_again
from trunkline.notifications.courier import ATTEMPTS, Courier
from trunkline.notifications.errors import NotificationRuleChanged, NotificationRuleInvalid
from trunkline.notifications.model import Condition, NotificationKind, NotificationRule, Postbox, Preference, Recipient
from trunkline.notifications.queries import find_preference, list_notifications, list_rules
from trunkline.notifications.state import NotificationState
from trunkline.ordering.events import ServiceOrderSubmitted

HOUR = timedelta(hours=1)
KEY = "a secret of thirty-two characters"


class _Keys:
    def find(self, reference: str) -> str:
        if reference != "env:HOOK_KEY":
            raise ValueError("the environment variable is not set where workers run")
        return KEY


def _rule(kind: str, *recipients: dict[str, str], name: str = "r", **more: Any) -> NotificationRule:
    return NotificationRule(
        name=name, version=0, kind=NotificationKind(kind), active=True, condition=more.pop("condition", Condition()),
        recipients=msgspec.convert(recipients, tuple[Recipient, ...]), digest=more.pop("digest", None), calendar=None,
        changed_by="", changed_at=T0, **more,
    )  # fmt: skip


def _raised(order: int, n: int, *, at: datetime, group: str = "desk") -> FalloutRaised:
    return FalloutRaised(
        service_order_id=order, n=n, task_n=1, fallout_type="billingIssue", cause="refused", message="no account",
        signature="s", priority=2, assignment_group=group, by="system", at=at,
    )  # fmt: skip


async def _happen(db: Database, *events: Event) -> None:
    async with db.transaction() as tx:
        await history.record(tx, *events)


async def _collect(db: Database, at: datetime) -> list[tuple[str, str]]:
    """Reads the history on; everything in the outbox so far, as (rule, recipient)."""
    async with db.transaction() as tx:
        await collect_notifications(tx, at)
    async with db.reading() as tx:
        return [(n.rule, n.recipient) for n in reversed(await list_notifications(tx))]


async def _set_up(db: Database, *rules: NotificationRule, postbox: Postbox | None = None) -> int:
    async with db.transaction() as tx:
        tx.memory.update(postbox_choice(postbox or Postbox()))
        await plant_people(tx)
        for rule in rules:
            await save_rule(tx, rule, by=SYSTEM, now=T0)
        order = await plant(tx, Shape(tasks=((1, "manual"),)))
        await collect_notifications(tx, T0)
    return order


def _courier(db: Database, postbox: Postbox, clock: Callable[[], datetime], name: str = "w1") -> Courier:
    return Courier(db, postbox=postbox, secrets=_Keys(), name=name, clock=clock)


async def test_what_happened_is_told_once_to_each_whom_any_rule_names(db: Database) -> None:
    """NOT-01: ann is named by two rules; what happened before a rule, or to an order that went on, is not told."""
    group = _rule("falloutRaised", {"to": "assignedGroup"}, name="group")
    by_name = _rule("falloutRaised", {"to": "user", "name": "ann"}, {"to": "user", "name": "maria"}, name="name")
    approve = _rule("approvalNeeded", {"to": "role", "name": "serviceOrderManager"}, name="approve")
    order = await _set_up(db, group, by_name, approve)
    waiting = ServiceOrderSubmitted(service_order_id=order, version=1, external_id=None, by="cara", at=T0 + HOUR)
    await _happen(db, _raised(order, 1, at=T0 - HOUR), _raised(order, 2, at=T0 + HOUR), waiting)
    expected = [("group", "ann"), ("group", "ben"), ("name", "maria")]
    assert await _collect(db, T0 + HOUR) == expected
    assert await _collect(db, T0 + 2 * HOUR) == expected  # the place in the history moved on
    async with db.transaction() as tx:
        await tx.execute("UPDATE service_order SET state = 'acknowledged'")
    await _happen(db, waiting)
    assert await _collect(db, T0 + 2 * HOUR) == [*expected, ("approve", "maria")]


async def test_without_an_active_rule_the_history_is_passed_over(db: Database) -> None:
    """NOT-01: switching a rule on later tells nothing old, and costs nothing until then."""
    order = await _set_up(db)
    await _happen(db, _raised(order, 1, at=T0 + HOUR))
    assert await _collect(db, T0 + HOUR) == []
    async with db.transaction() as tx:
        await save_rule(tx, _rule("falloutRaised", {"to": "assignedGroup"}), by=SYSTEM, now=T0)
    assert await _collect(db, T0 + HOUR) == []


async def test_a_mail_reaches_the_server_and_a_refused_address_is_given_up(db: Database) -> None:
    """NOT-01: the text names order, group and link; 5xx is final, 4xx is tried again, and dead ones can be sent again."""
    async with mail_server() as server:
        postbox = Postbox(
            smtp_url=f"smtp://127.0.0.1:{server.port}", sender="Orders <orders@isp.example>",
            workspace_url="https://orders.isp.example/",
        )  # fmt: skip
        order = await _set_up(
            db, _rule("falloutRaised", {"to": "assignedGroup"}, {"to": "user", "name": "maria"}), postbox=postbox
        )
        server.refuse = {"ben@isp.example": "550 no such user", "maria@isp.example": "451 try later"}
        await _happen(db, _raised(order, 1, at=T0))
        await _collect(db, T0)
        clock = [T0]
        courier = _courier(db, postbox, lambda: clock[0])
        assert (await courier.deliver_due(), server.connections) == (3, 1)
        (mail,) = server.mails
        assert (mail["To"], mail["From"], mail["Subject"]) == (
            "ann@isp.example", "Orders <orders@isp.example>",
            f"[Trunkline] Fallout FO-{order:06d}-1 was raised (billingIssue): no account",
        )  # fmt: skip
        text = mail.get_content()
        assert f"Service order: ORD-{order:06d}" in text and "Group: desk" in text
        assert f"https://orders.isp.example/fallouts/FO-{order:06d}-1" in text
        async with db.reading() as tx:
            states = {n.recipient: (n.state.value, n.attempt) for n in await list_notifications(tx)}
        assert states == {"ann": ("sent", 1), "ben": ("dead", 1), "maria": ("waiting", 1)}
        server.refuse = {}
        assert await courier.deliver_due() == 0  # maria's rest is not over
        clock[0] = T0 + timedelta(seconds=31)
        async with db.transaction() as tx:
            assert await send_again(tx, rule="r", by=SYSTEM, now=clock[0]) == 1
        assert await courier.deliver_due() == 2
        assert sorted(mail["To"] for mail in server.mails[1:]) == ["ben@isp.example", "maria@isp.example"]
        await courier.close()


async def test_a_worker_that_dies_after_sending_leaves_it_to_be_sent_again_with_the_same_id(db: Database) -> None:
    """NOT-01: at least once; a late answer of the first worker changes nothing any more."""
    async with mail_server() as server:
        postbox = Postbox(smtp_url=f"smtp://127.0.0.1:{server.port}")
        order = await _set_up(db, _rule("falloutRaised", {"to": "user", "name": "ann"}), postbox=postbox)
        await _happen(db, _raised(order, 1, at=T0))
        await _collect(db, T0)

        class Cut(Courier):
            async def _record(self, *_: object) -> None:
                raise ConnectionResetError("killed here")

        first = Cut(db, postbox=postbox, secrets=_Keys(), name="w1", clock=lambda: T0)
        second = _courier(db, postbox, lambda: T0 + timedelta(minutes=6), "w2")
        with pytest.raises(ConnectionResetError):
            await first.deliver_due()
        too_early = _courier(db, postbox, lambda: T0 + timedelta(minutes=4), "w3")
        assert await too_early.deliver_due() == 0
        assert await second.deliver_due() == 1
        assert len({mail["Message-ID"] for mail in server.mails}) == 1 and len(server.mails) == 2
        for courier in (first, second, too_early):
            await courier.close()


async def test_without_a_mail_server_everything_waits_and_says_why_until_it_is_given_up(db: Database) -> None:
    """NOT-01: ten tries with growing rests; nothing is lost silently."""
    order = await _set_up(db, _rule("falloutRaised", {"to": "user", "name": "ann"}))
    await _happen(db, _raised(order, 1, at=T0))
    await _collect(db, T0)
    clock, rests = [T0], []
    courier = _courier(db, Postbox(), lambda: clock[0])
    for tried in range(1, ATTEMPTS + 1):
        assert await courier.deliver_due() == 1
        async with db.reading() as tx:
            (left,) = await list_notifications(tx)
        assert left.last_error == "no mail server is set: set TRUNKLINE_SMTP_URL where workers run"
        assert (left.attempt, left.state.value) == (tried, "dead" if tried == ATTEMPTS else "waiting")
        rests.append(left.due_at - clock[0])
        clock[0] = left.due_at
    assert rests == sorted(rests) and rests[0] < timedelta(seconds=31) and timedelta(hours=4) < rests[-1] <= 6 * HOUR
    assert await courier.deliver_due() == 0
    async with db.transaction() as tx:
        assert await forget_notifications(tx, clock[0] + timedelta(days=89)) == 0
        await forget_notifications(tx, clock[0] + timedelta(days=91))
        assert await list_notifications(tx) == []
    await courier.close()


async def test_a_webhook_gets_a_signed_document_and_is_tried_again_only_when_that_may_help(db: Database) -> None:
    """NOT-01: 503 is tried again with a new time stamp, 410 is final, and a host that is not allowed is never called."""
    async with hook_server() as hook:
        url = f"http://127.0.0.1:{hook.port}/orders"
        postbox = Postbox(webhook_hosts=(f"http://127.0.0.1:{hook.port}",))
        rule = _rule("falloutRaised", {"to": "webhook", "url": url, "secret": "env:HOOK_KEY"})
        order = await _set_up(db, rule, postbox=postbox)
        hook.statuses = ["503 Busy", "200 OK", "410 Gone"]
        await _happen(db, _raised(order, 1, at=T0))
        await _collect(db, T0)
        clock = [T0]
        courier = _courier(db, postbox, lambda: clock[0])
        await courier.deliver_due()
        clock[0] = T0 + timedelta(seconds=31)
        await courier.deliver_due()
        first, second = hook.received
        stamp = second.headers["x-trunkline-timestamp"]
        assert int(stamp) == int(clock[0].timestamp())
        expected = hmac.new(KEY.encode(), f"{stamp}.".encode() + second.body, hashlib.sha256).hexdigest()
        assert second.headers["x-trunkline-signature"] == f"sha256={expected}"
        assert first.headers["x-trunkline-delivery"] == second.headers["x-trunkline-delivery"]
        (told,) = msgspec.json.decode(second.body)["notifications"]
        assert (told["kind"], told["number"], told["serviceOrder"]["number"]) == (
            "falloutRaised", f"FO-{order:06d}-1", f"ORD-{order:06d}",
        )  # fmt: skip
        await _happen(db, _raised(order, 2, at=clock[0]))
        await _collect(db, clock[0])
        await courier.deliver_due()
        await _happen(db, _raised(order, 3, at=clock[0]))
        await _collect(db, clock[0])
        elsewhere = _courier(db, Postbox(webhook_hosts=("hooks.example",)), lambda: clock[0])
        await elsewhere.deliver_due()
        async with db.reading() as tx:
            found = [(n.state.value, n.last_error) for n in await list_notifications(tx)]
            row = await tx.fetch("SELECT n.*, e.data FROM notification AS n, event AS e")
        assert [state for state, _ in found] == ["dead", "dead", "sent"]
        assert found[0][1] is not None and "may not be called" in found[0][1] and len(hook.received) == 3
        assert KEY not in str(row) and found[1][1] == f"127.0.0.1:{hook.port} answered 410"
        await courier.close()
        await elsewhere.close()


async def test_a_digest_is_one_mail_with_all_that_happened_in_its_span(db: Database) -> None:
    """NOT-01: two people, one mail each, at the full hour."""
    async with mail_server() as server:
        postbox = Postbox(smtp_url=f"smtp://127.0.0.1:{server.port}")
        order = await _set_up(
            db, _rule("falloutRaised", {"to": "assignedGroup"}, digest=HOUR, condition=Condition(priority_at_most=2))
        )
        await _happen(db, *(_raised(order, n, at=T0) for n in range(1, 4)))
        await _collect(db, T0 + timedelta(minutes=10))
        early, courier = (_courier(db, postbox, lambda at=at: at) for at in (T0 + timedelta(minutes=59), T0 + HOUR))
        assert await early.deliver_due() == 0
        assert await courier.deliver_due() == 6
        assert sorted(mail["To"] for mail in server.mails) == ["ann@isp.example", "ben@isp.example"]
        assert {mail["Subject"] for mail in server.mails} == {"[Trunkline] 3 notifications: r"}
        assert all(f"FO-{order:06d}-{n} " in server.mails[0].get_content() for n in range(1, 4))
        await early.close()
        await courier.close()


async def test_a_rule_that_cannot_work_is_refused_with_every_fault(db: Database) -> None:
    """NOT-01: and a stale version is a conflict."""
    rule = _rule(
        "falloutRaised", {"to": "user", "name": "gone"}, {"to": "group", "name": "nobody"}, {"to": "role"},
        {"to": "contact"}, {"to": "webhook", "url": "https://evil.example/", "secret": "plain text"},
        condition=Condition(priority_at_most=9), digest=timedelta(days=30),
    )  # fmt: skip
    with pytest.raises(NotificationRuleInvalid) as refused:
        await _set_up(db, rule)
    assert sorted(problem.field or "" for problem in refused.value.problems) == [
        "condition.priorityAtMost", "digestMinutes", "recipients.name", "recipients.name", "recipients.name",
        "recipients.secret", "recipients.to", "recipients.url",
    ]  # fmt: skip
    await _set_up(db, _rule("jeopardy", {"to": "assignee"}, condition=Condition(minimum_level="major")))
    async with db.transaction() as tx:
        with pytest.raises(NotificationRuleChanged):
            await save_rule(tx, _rule("jeopardy", {"to": "creator"}), by=SYSTEM, now=T0, version=0)
        kept = {each.name: each for each in await list_rules(tx)}
        assert (kept["r"].version, kept["r"].condition.minimum_level) == (1, "major")
        assert not kept["jeopardy"].active  # those that come with the product wait for somebody to switch them on


async def test_a_person_mutes_a_kind_and_chooses_another_address(db: Database) -> None:
    """NOT-01."""
    order = await _set_up(db, _rule("falloutRaised", {"to": "assignedGroup"}))
    async with db.transaction() as tx:
        ids = {row["user_name"]: row["id"] for row in await tx.fetch("SELECT * FROM user_account")}
        ann, ben = (msgspec.structs.replace(SYSTEM, name=name, user_id=ids[name]) for name in ("ann", "ben"))
        await save_preference(tx, Preference(muted=(NotificationKind.FALLOUT_RAISED,)), by=ann)
        await save_preference(tx, Preference(mail_address="night@isp.example"), by=ben)
        assert (await find_preference(tx, ids["ann"])).muted == (NotificationKind.FALLOUT_RAISED,)
    await _happen(db, _raised(order, 1, at=T0))
    await _collect(db, T0)
    async with db.transaction() as tx:
        (told,) = await list_notifications(tx, state=NotificationState.WAITING)
        assert (told.recipient, told.address) == ("ben", "night@isp.example")
        with pytest.raises(NotFound):
            await send_again(tx, notification_id=10**9, by=SYSTEM, now=T0)
