"""The list of domain orders that need attention."""

from __future__ import annotations

from builders_fallout import exhausted
from builders_orchestration import T0, Shape, plant
from trunkline.events import history
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.insight.attention import AttentionFilter, Flag, Key, count_attention, list_attention
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.events import PlanMade

SHAPE = Shape(
    domain_orders=((1, None), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1)), tasks=tuple((n, "manual") for n in range(1, 7))
)


async def _troubled(tx: Tx) -> ServiceOrderId:
    """An order with each flag at a domain order of its own: 2 fallout (and so held), 3 jeopardy, 4 both of values, 6 late."""
    order = await plant(tx, SHAPE)
    await raise_for_exhausted(tx, [exhausted(TaskId(order, 2))], now=T0)
    await tx.execute(
        """
        INSERT INTO jeopardy_alert (service_order_id, n, subject, subject_n, cause, level, message, raised_at, changed_at)
        VALUES ($1, 1, 'task', 3, 'duration', 'major', 'late', $2, $2),
               ($1, 2, 'serviceOrder', 0, 'dueDate', 'major', 'late', $2, $2)
        """,
        order, T0,
    )  # fmt: skip
    await tx.execute(
        """
        INSERT INTO waiting_branch (service_order_id, domain_order_n, relationship, specification_id, characteristics,
                                    mandatory, reason)
        VALUES ($1, 4, 'r', 'cpe', '{bandwidth}', true, '{}')
        """,
        order,
    )
    await tx.execute(
        """
        INSERT INTO plan_proposal (service_order_id, domain_order_n, relationship, specification_id, add_count, cancel,
                                   reason, proposed_at)
        VALUES ($1, 4, 'q', 'cpe', 2, '{5}', '{}', $2)
        """,
        order, T0,
    )  # fmt: skip
    await history.record(
        tx,
        PlanMade(service_order_id=order, domain_orders=5, tasks=5, skipped_targets=0, catalog_revision=1, by="test", at=T0),
    )  # fmt: skip
    await tx.execute("UPDATE orchestration_plan SET version = 2 WHERE service_order_id = $1", order)
    return order


async def _read(tx: Tx, wanted: AttentionFilter) -> dict[str, list[Flag]]:
    """Every page of the list, two lines each: domain order and flags."""
    found: dict[str, list[Flag]] = {}
    after: Key | None = None
    while page := await list_attention(tx, wanted, limit=2, after=after):
        assert not found.keys() & {line.domain_order for _, line in page}
        found |= {line.domain_order: line.flags for _, line in page}
        after = page[-1][0]
    return found


async def test_every_flagged_domain_order_is_listed_once_with_all_that_is_the_matter(db: Database) -> None:
    """UI-02, DEC-15: each cause has its flag and reason; counts equal the list under every filter; ended ones are out."""
    async with db.transaction() as tx:
        urgent, other = await _troubled(tx), await _troubled(tx)
        await tx.execute("UPDATE service_order SET priority = 1 WHERE id = $1", other)
        await plant(tx, SHAPE)  # nothing is the matter with this one
        found = await _read(tx, AttentionFilter())
        marks = {
            1: [Flag.HELD], 2: [Flag.HELD, Flag.FALLOUT], 3: [Flag.JEOPARDY], 4: [Flag.WAITING_FOR_VALUE, Flag.PROPOSAL],
            6: [Flag.PLAN_CHANGED],
        }  # fmt: skip
        held = {
            (row["service_order_id"], row["n"])
            for row in await tx.fetch("SELECT service_order_id, n FROM domain_order WHERE state = 'held'")
        }
        assert {(urgent, 2), (other, 2)} <= held
        assert found == {
            f"SO-{order:06d}-{n}": flags
            for order in (other, urgent)  # the more urgent order first
            for n, flags in marks.items()
            if n != 1 or (order, 1) in held
        }
        assert next(iter(found)).startswith(f"SO-{other:06d}")
        total, by_flag = await count_attention(tx, AttentionFilter())
        assert total == len(found)
        for flag in Flag:
            alone = AttentionFilter(flags=(flag,), service_order_id=urgent)
            listed = await _read(tx, alone)
            counted, same = await count_attention(tx, alone)
            assert listed and len(listed) == counted == same[flag] == by_flag[flag] / 2, flag
        two = await _read(tx, AttentionFilter(flags=(Flag.JEOPARDY, Flag.PROPOSAL), service_order_id=urgent))
        assert list(two) == [f"SO-{urgent:06d}-3", f"SO-{urgent:06d}-4"]
        reasons = {
            reason.flag: reason
            for _, line in await list_attention(tx, AttentionFilter(service_order_id=urgent))
            for reason in line.reasons
        }
        assert reasons[Flag.FALLOUT].record == f"FO-{urgent:06d}-1"
        assert (reasons[Flag.JEOPARDY].record, reasons[Flag.JEOPARDY].level) == (f"JEO-{urgent:06d}-1", "major")
        assert reasons[Flag.WAITING_FOR_VALUE].characteristics == ["bandwidth"]
        assert (reasons[Flag.PROPOSAL].add, reasons[Flag.PROPOSAL].cancel) == (2, 1)
        assert await _read(tx, AttentionFilter(search=" do 3", kind="rfs", service_order_id=urgent)) == {
            f"SO-{urgent:06d}-3": [Flag.JEOPARDY]
        }
        await tx.execute(
            "UPDATE domain_order SET state = 'completed', ended_at = $2 WHERE service_order_id = $1 AND n = 4",
            urgent,
            T0,
        )
        await tx.execute("UPDATE service_order SET state = 'cancelled' WHERE id = $1", other)
        assert f"SO-{urgent:06d}-4" not in (after := await _read(tx, AttentionFilter()))
        assert all(number.startswith(f"SO-{urgent:06d}") for number in after)
