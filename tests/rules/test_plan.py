"""From domain orders to tasks: which tasks there are, and what waits for what."""

from __future__ import annotations

import msgspec
import pytest

from trunkline.catalog.model import (
    Catalog,
    CompatibilityRule,
    CompatibilityType,
    DependencyScope,
    PlanSpecification,
    Specification,
    SpecificationDependency,
    SpecificationKind,
    TaskSpecification,
)
from trunkline.decomposition.model import DomainOrderDraft, Reason, ReasonCode
from trunkline.orchestration.errors import PlanInvalid
from trunkline.orchestration.model import PlanDraft
from trunkline.orchestration.plan import build
from trunkline.orchestration.state import TaskKind


def task(
    key: str, *after: str, children: bool = False, specs: tuple[SpecificationDependency, ...] = ()
) -> TaskSpecification:
    return TaskSpecification(
        key=key, name=key, assignment_group="Field Operations", after=after, after_children=children,
        after_specifications=specs,
    )  # fmt: skip


def catalog(**plans: tuple[TaskSpecification, ...]) -> Catalog:
    """A specification for each name, with the plan given; an empty tuple means no plan."""
    return Catalog(
        1,
        [Specification(id=name, kind=SpecificationKind.RFS, name=name) for name in plans],
        [
            PlanSpecification(id=f"{name}-plan", specification=name, tasks=tasks)
            for name, tasks in plans.items()
            if tasks
        ],
    )


def domain_order(n: int, spec: str, parent: int | None = None, item: int = 1) -> DomainOrderDraft:
    return DomainOrderDraft(
        n=n, parent_n=parent, item_n=item, kind="rfs", action="add", name=f"{spec} {n}", specification_id=spec,
        specification_version=1, characteristics={}, reason=Reason(code=ReasonCode.MANDATORY, text="always"),
    )  # fmt: skip


def needing(target: str, *, same_place: bool = False, blocking: bool = True) -> CompatibilityRule:
    return CompatibilityRule(
        name="needs", type=CompatibilityType.REQUIRES, target=target, same_place=same_place, blocking=blocking
    )


def ruled(plain: Catalog, **rules: CompatibilityRule) -> Catalog:
    """The catalog with a rule at each specification named."""
    specifications = [
        msgspec.structs.replace(each, compatibility=(rules[each.id],)) if each.id in rules else each
        for each in plain.specifications.values()
    ]
    return Catalog(1, specifications, list(plain.plans.values()))


def edges(plan: PlanDraft) -> set[tuple[str, str]]:
    """Dependencies as `domain order.key` pairs."""
    name = {t.n: f"{t.domain_order_n}.{t.key}" for t in plan.tasks}
    return {(name[a], name[b]) for a, b in plan.dependencies}


def test_each_domain_order_gets_the_tasks_of_its_plan_in_their_order() -> None:
    """PLN-02, PLN-05."""
    plan = build(
        [domain_order(1, "cpe"), domain_order(2, "cpe")],
        catalog(cpe=(task("order"), task("ship", "order"), task("install", "ship"))),
        top_item={1: 1},
    )
    assert [(t.domain_order_n, t.key, t.open_predecessors) for t in plan.tasks] == [
        (1, "order", 0), (1, "ship", 1), (1, "install", 1), (2, "order", 0), (2, "ship", 1), (2, "install", 1),
    ]  # fmt: skip
    assert edges(plan) == {
        ("1.order", "1.ship"), ("1.ship", "1.install"), ("2.order", "2.ship"), ("2.ship", "2.install"),
    }  # fmt: skip
    assert plan.plan_specifications == {1: "cpe-plan@1", 2: "cpe-plan@1"}


def test_a_task_after_children_waits_for_the_last_tasks_below_at_any_depth() -> None:
    """PLN-10, PLN-11: a domain order without plan is passed through."""
    plan = build(
        [domain_order(1, "cfs"), domain_order(2, "empty", parent=1), domain_order(3, "cpe", parent=2)],
        catalog(cfs=(task("design"), task("test", "design", children=True)), empty=(), cpe=(task("a"), task("b", "a"))),
        top_item={1: 1},
    )
    assert edges(plan) == {("1.design", "1.test"), ("3.a", "3.b"), ("3.b", "1.test")}


def test_a_task_may_wait_for_another_specification_in_its_item_only_or_in_the_whole_order() -> None:
    """PLN-10."""
    in_item = (SpecificationDependency(specification="uni"),)
    in_order = (SpecificationDependency(specification="uni", scope=DependencyScope.ORDER),)
    orders = [domain_order(1, "uni", item=1), domain_order(2, "evc", item=1), domain_order(3, "uni", item=2)]
    near = build(orders, catalog(uni=(task("port"),), evc=(task("path", specs=in_item),)), top_item={1: 1, 2: 2})
    assert edges(near) == {("1.port", "2.path")}
    far = build(orders, catalog(uni=(task("port"),), evc=(task("path", specs=in_order),)), top_item={1: 1, 2: 2})
    reached = {(a.split(".")[0], b.split(".")[0]) for a, b in edges(far)}
    assert {("1", "2"), ("3", "2")} <= reached


def test_an_item_that_needs_another_starts_when_the_other_has_ended() -> None:
    """PLN-10."""
    plan = build(
        [domain_order(1, "a", item=1), domain_order(2, "b", item=2), domain_order(3, "b", parent=2, item=2)],
        catalog(a=(task("x"), task("y", "x")), b=(task("u"), task("v", "u"))),
        top_item={1: 1, 2: 2},
        item_needs=[(2, 1)],
    )
    assert {("1.y", "2.u"), ("1.y", "3.u")} <= edges(plan)
    assert ("1.y", "2.v") not in edges(plan)


def test_many_tasks_waiting_for_many_are_joined_by_one_milestone() -> None:
    """PLN-05: 5 tasks before 5 tasks are 10 dependencies and a milestone, not 25 dependencies."""
    below = tuple(task(f"b{i}") for i in range(5))
    above = tuple(task(f"a{i}", children=True) for i in range(5))
    plan = build(
        [domain_order(1, "top"), domain_order(2, "low", parent=1)], catalog(top=above, low=below), top_item={1: 1}
    )
    assert len(plan.dependencies) == 10
    assert [t.kind for t in plan.tasks].count(TaskKind.MILESTONE) == 1
    milestone = next(t for t in plan.tasks if t.kind is TaskKind.MILESTONE)
    assert milestone.open_predecessors == 5
    assert milestone.domain_order_n == 1


def test_tasks_that_wait_for_each_other_are_refused_with_the_circle_named() -> None:
    """PLN-08."""
    wants_b = (SpecificationDependency(specification="b"),)
    wants_a = (SpecificationDependency(specification="a"),)
    with pytest.raises(PlanInvalid, match=r"in a circle: (x.*-> y.*-> x|y.*-> x.*-> y)"):
        build(
            [domain_order(1, "a"), domain_order(2, "b")],
            catalog(a=(task("x", specs=wants_b),), b=(task("y", specs=wants_a),)),
            top_item={1: 1},
        )


def test_the_plan_of_ten_thousand_domain_orders_has_no_more_than_a_few_dependencies_per_task() -> None:
    """DEC-29."""
    need = (SpecificationDependency(specification="uni", scope=DependencyScope.ORDER),)
    orders = [domain_order(n, "uni" if n % 2 else "evc") for n in range(1, 2001)]
    plan = build(orders, catalog(uni=(task("port"),), evc=(task("path", specs=need),)), top_item={1: 1})
    assert len(plan.dependencies) <= 2 * len(plan.tasks)


def test_what_requires_another_is_closed_after_it_and_what_requires_it_softly_is_not() -> None:
    """REL-01: only the last task waits; the work before it goes on."""
    plain = catalog(voice=(task("dial"), task("close", "dial")), access=(task("dig"), task("light", "dig")))
    orders = [domain_order(1, "voice"), domain_order(2, "access")]
    top = {1: 1}
    strict = build(orders, ruled(plain, voice=needing("access")), top_item=top)
    assert edges(strict) - edges(build(orders, plain, top_item=top)) == {("2.light", "1.close")}
    softly = build(orders, ruled(plain, voice=needing("access", blocking=False)), top_item=top)
    assert edges(softly) == edges(build(orders, plain, top_item=top))


def test_what_is_required_at_the_same_place_is_that_of_the_place() -> None:
    """REL-01."""
    plain = ruled(catalog(voice=(task("close"),), access=(task("dig"),)), voice=needing("access", same_place=True))
    orders = [
        msgspec.structs.replace(domain_order(n, spec), place=[{"id": place}])
        for n, (spec, place) in enumerate([("voice", "a"), ("access", "a"), ("access", "b")], start=1)
    ]
    assert edges(build(orders, plain, top_item={1: 1})) == {("2.dig", "1.close")}


def test_those_that_require_each_other_or_stand_below_what_they_require_do_not_wait_in_a_circle() -> None:
    """REL-01, PLN-08."""
    both = ruled(
        catalog(voice=(task("close"),), access=(task("dig"),)), voice=needing("access"), access=needing("voice")
    )
    assert not edges(build([domain_order(1, "voice"), domain_order(2, "access")], both, top_item={1: 1}))
    below = ruled(catalog(voice=(task("close"),), access=(task("end", children=True),)), voice=needing("access"))
    orders = [domain_order(1, "access"), domain_order(2, "voice", parent=1), domain_order(3, "voice")]
    assert edges(build(orders, below, top_item={1: 1})) == {("2.close", "1.end"), ("1.end", "3.close")}


def test_a_thousand_that_require_a_thousand_wait_through_one_milestone() -> None:
    """REL-01: dependencies grow with the domain orders, not with their product."""
    plain = ruled(catalog(voice=(task("close"),), access=(task("dig"),)), voice=needing("access"))
    orders = [domain_order(n, "voice" if n % 2 else "access") for n in range(1, 2001)]
    plan = build(orders, plain, top_item={1: 1})
    assert (len(plan.tasks), len(plan.dependencies)) == (2001, 2000)
