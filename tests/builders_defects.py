"""A clean catalog, and seeded defects: each a small patch, and the finding that must come of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from builders_catalog import cfs, characteristic, needs, number, plan, resource, rfs, table, task
from trunkline.catalog.model import (
    ApprovalPolicy,
    CharacteristicMapping,
    CharacteristicSpecification,
    CompatibilityRule,
    CompatibilityType,
    Condition,
    DataField,
    DecompositionRule,
    EnrichmentPolicy,
    EnrichmentTask,
    MappingDirection,
    MilestonePolicy,
    MilestoneSpecification,
    OrderStage,
    OrderTaskPolicy,
    OrderTaskSpecification,
    PlanSpecification,
    PointOfNoReturn,
    Quantity,
    ReachedBy,
    RelationshipType,
    SharedScope,
    Sharing,
    Specification,
    SpecificationDependency,
    SpecificationRelationship,
    TaskLag,
    TaskSpecification,
    TaskTest,
    UndoSpecification,
    ValueType,
    WaitFor,
    WorkOrderPolicy,
)
from trunkline.catalog.parts import Part


class Sources(msgspec.Struct, frozen=True):
    """A catalog's content, by id."""

    specs: dict[str, Specification]
    plans: dict[str, PlanSpecification]
    parts: dict[str, Part]


Patch = Callable[[Sources], Sources]


class Defect(msgspec.Struct, frozen=True):
    """A patch, and the finding: code, item, and a piece of the path."""

    name: str
    patch: Patch
    code: str
    item: str
    path: str


def has(name: str, **test: Any) -> Condition:
    """A structured condition."""
    return Condition(characteristic=name, **(test or {"present": True}))


def when(text: str) -> Condition:
    """A condition in CEL."""
    return Condition(expression=text)


def rule(condition: Condition, name: str = "a rule") -> DecompositionRule:
    """A decomposition rule."""
    return DecompositionRule(name=name, when=condition)


def mapped(target: str, **more: Any) -> CharacteristicMapping:
    """A mapping."""
    return CharacteristicMapping(target=target, **more)


def automated(key: str, *after: str, **more: Any) -> TaskSpecification:
    """An automated task that is complete: system, owner, duration, undo."""
    return task(key, *after, **{
        "kind": "automated", "executor": "simulator", "system": "inventory", "operation": key,
        "duration": timedelta(minutes=5), "undo": UndoSpecification(name=f"Undo {key}", operation=f"undo-{key}"), **more,
    })  # fmt: skip


HOUR = timedelta(hours=1)


def clean() -> Sources:
    """Internet access with a line, sites, a router and a firewall; nothing is wrong with it."""
    specs = [
        cfs(
            "internet", number("Bandwidth", mandatory=True, minimum=10, maximum=10000),
            characteristic("Tier", options=["basic", "gold"], mandatory=True),
            number("Links", minimum=1, maximum=4, default=1),
            characteristic("Sites", ValueType.ARRAY, max_size=8, element=characteristic("Site", ValueType.OBJECT, properties=(
                characteristic("Country", mandatory=True), number("Users")))),
            characteristic("Secure", ValueType.BOOLEAN), characteristic("Due", ValueType.DATE),
            characteristic("Line Id", description="Comes from the line."), characteristic("Service Note", description="For people."),
            relationships=(
                needs("line", quantity=Quantity(minimum=1, default=1, maximum=4, characteristic="Links"), mappings=(
                    mapped("Speed", source="Bandwidth"), mapped("Class", source="Tier", values={"basic": "b", "gold": "g"}),
                    mapped("Line Id", source="Id", direction=MappingDirection.UP),
                    mapped("Due", source="Due"))),
                needs("firewall", mandatory=False, order=1, rule=rule(when("values.Secure && values.Bandwidth >= 50"), "secured"),
                      mappings=(mapped("Throughput", expression="values.Bandwidth / 2"), mapped("Mode", table="mode", output="mode"))),
                needs("site", order=2, quantity=Quantity(minimum=0, default=0, maximum=8, each_of="Sites"), mappings=(
                    mapped("Country", source="Sites.Country"), mapped("Users", source="Sites.Users"))),
            ),
            compatibility=(CompatibilityRule(name="no two", type=CompatibilityType.EXCLUDES, target="legacy", when=has("Tier", equals="gold")),),
        ),
        cfs("legacy", number("Bandwidth", description="Of the old line.")),
        rfs("line", number("Speed"), characteristic("Class", options=["b", "g"]), characteristic("Id"), characteristic("Due", ValueType.DATE),
            characteristic("Path", description="Found by survey."), orderable=False, relationships=(
                needs("port", RelationshipType.REQUIRES, sharing=Sharing(scope=SharedScope.ORDER, alike=("Location",)),
                      mappings=(mapped("Location", constant="here"),)),)),
        rfs("firewall", number("Throughput"), characteristic("Mode", options=["small", "large"], mandatory=True), orderable=False),
        rfs("site", characteristic("Country", mandatory=True), number("Users"), orderable=False),
        resource("port", characteristic("Location"), orderable=False),
    ]  # fmt: skip
    plans = [
        plan("internet-add", task("welcome", duration=HOUR, after_children=True), specification="internet", actions=("add",)),
        plan("legacy-any", task("do", duration=HOUR), specification="legacy"),
        plan("line-add", task("survey", duration=HOUR, data=(DataField(characteristic="Path"), DataField(characteristic="Id"))),
             automated("provision", "survey", when=has("Speed", at_least=10)),
             task("settle", kind="wait", assignment_group=None, wait=WaitFor(date="Due"), lags=(TaskLag(task="provision"),)),
             specification="line", actions=("add",)),
        plan("firewall-add", automated("configure", after_specifications=(SpecificationDependency(specification="line"),)),
             specification="firewall", actions=("add",)),
        plan("site-any", task("visit", duration=HOUR), specification="site"),
        plan("port-any", automated("patch"), specification="port"),
    ]  # fmt: skip
    parts: list[Part] = [
        table("mode", {"b": "values.Bandwidth", "t": "values.Tier"}, {"m": "mode"},
              {"b": "> 1000", "m": '"large"'}, {"t": '"gold"', "m": '"large"'}, {"m": '"small"'}),
        ApprovalPolicy(id="risky", name="Risky", when=when("order.risk >= 80"), approvals=2),
        EnrichmentPolicy(id="survey", name="Survey", specification="internet", when=has("Bandwidth", at_least=1000), tasks=(
            EnrichmentTask(key="check", name="Check", assignment_group="Design", data=(DataField(characteristic="Service Note"),)),)),
    ]  # fmt: skip
    return Sources({s.id: s for s in specs}, {p.id: p for p in plans}, {p.id: p for p in parts})


def spec(id: str, **changes: Any) -> Patch:
    """Changes attributes of a specification."""
    return lambda s: replace(s, specs={**s.specs, id: replace(s.specs[id], **changes)})


def more_specs(*new: Specification) -> Patch:
    """Adds specifications."""
    return lambda s: replace(s, specs={**s.specs, **{each.id: each for each in new}})


def more_characteristics(id: str, *new: CharacteristicSpecification) -> Patch:
    """Adds characteristics to a specification."""
    return lambda s: spec(id, characteristics=(*s.specs[id].characteristics, *new))(s)


def other_characteristic(id: str, name: str, **changes: Any) -> Patch:
    """Changes a characteristic of a specification."""

    def patch(s: Sources) -> Sources:
        changed = tuple(replace(c, **changes) if c.name == name else c for c in s.specs[id].characteristics)
        return spec(id, characteristics=changed)(s)

    return patch


def relation(id: str, n: int, **changes: Any) -> Patch:
    """Changes a relationship."""

    def patch(s: Sources) -> Sources:
        listed = list(s.specs[id].relationships)
        listed[n] = replace(listed[n], **changes)
        return spec(id, relationships=tuple(listed))(s)

    return patch


def more_relations(id: str, *new: SpecificationRelationship) -> Patch:
    """Adds relationships."""
    return lambda s: spec(id, relationships=(*s.specs[id].relationships, *new))(s)


def more_mappings(id: str, n: int, *new: CharacteristicMapping) -> Patch:
    """Adds mappings to a relationship."""
    return lambda s: relation(id, n, mappings=(*s.specs[id].relationships[n].mappings, *new))(s)


def other_task(plan_id: str, key: str, **changes: Any) -> Patch:
    """Changes a task of a plan."""

    def patch(s: Sources) -> Sources:
        tasks = tuple(replace(t, **changes) if t.key == key else t for t in s.plans[plan_id].tasks)
        return replace(s, plans={**s.plans, plan_id: replace(s.plans[plan_id], tasks=tasks)})

    return patch


def more_plans(*new: PlanSpecification) -> Patch:
    """Adds plans, or replaces those of the same id."""
    return lambda s: replace(s, plans={**s.plans, **{each.id: each for each in new}})


def more_parts(*new: Part) -> Patch:
    """Adds decision tables and policies, or replaces those of the same id."""
    return lambda s: replace(s, parts={**s.parts, **{each.id: each for each in new}})


def without_plan(id: str) -> Patch:
    """Takes a plan away."""
    return lambda s: replace(s, plans={k: v for k, v in s.plans.items() if k != id})


def secured(condition: Condition) -> Patch:
    """Another rule for the firewall."""
    return relation("internet", 1, rule=rule(condition, "secured"))


def mode(*rows: dict[str, str], inputs: dict[str, str] | None = None) -> Patch:
    """Another decision table."""
    return more_parts(table("mode", inputs or {"b": "values.Bandwidth", "t": "values.Tier"}, {"m": "mode"}, *rows))


LINE = "relationships[0]"
WALL = "relationships[1]"
UP, SIBLING = MappingDirection.UP, MappingDirection.SIBLING
HARD = PointOfNoReturn.HARD


def stones(specification: str = "internet", **more: Any) -> Patch:
    """A milestone policy with one milestone."""
    milestone = MilestoneSpecification(key="a", name="A", **more)
    return more_parts(MilestonePolicy(id="stones", specification=specification, milestones=(milestone,)))


def visit(id: str, **more: Any) -> WorkOrderPolicy:
    """A work order policy that is sound by itself."""
    return WorkOrderPolicy(id=id, executor="simulator", assignment_group="Desk", **more)


def errands(**more: Any) -> Patch:
    """An order task policy."""
    tasks = more.pop("tasks", (OrderTaskSpecification(key="a", name="A", assignment_group="Desk"),))
    return more_parts(OrderTaskPolicy(id="errands", tasks=tasks, **more))


DEFECTS: list[Defect] = [
    # expressions and conditions -----------------------------------------------------------------------------------
    Defect("unknown characteristic in CEL", secured(when("values.Bandwith >= 50")), "invalid", "internet", WALL),
    Defect("number with text in CEL", secured(when("values.Bandwidth == '50'")), "invalid", "internet", WALL),
    Defect("text ordered with number in CEL", secured(when("values.Tier > 3")), "invalid", "internet", WALL),
    Defect("a rule that gives a number", secured(when("values.Bandwidth")), "invalid", "internet", WALL),
    Defect("CEL that is none", secured(when("values.Bandwidth >")), "invalid", "internet", WALL),
    Defect("unknown name in CEL", secured(when("value.Bandwidth > 1")), "invalid", "internet", WALL),
    Defect("unknown option in CEL", secured(when("values.Tier == 'silver'")), "invalid", "internet", WALL),
    Defect("unknown option in a list in CEL", secured(when("values.Tier in ['silver', 'gold']")), "invalid", "internet", WALL),
    Defect("unknown member in CEL", secured(when("values.Sites.exists(s, s.Land == 'NL')")), "invalid", "internet", WALL),
    Defect("unknown root characteristic", relation("line", 0, rule=rule(when("root.Bandwith > 1"))), "invalid", "line", LINE),
    Defect("text as true or false", secured(when("values.Tier && true")), "invalid", "internet", WALL),
    Defect("size of a number", secured(when("size(values.Bandwidth) > 1")), "invalid", "internet", WALL),
    Defect("too deep", secured(when("!" * 50 + "values.Secure")), "invalid", "internet", WALL),
    Defect("unknown characteristic in a term", secured(has("Bandwith")), "invalid", "internet", WALL),
    Defect("two forms of a condition", secured(Condition(expression="true", characteristic="Tier", present=True)), "invalid", "internet", WALL),
    Defect("unknown table", secured(Condition(table="nothing")), "invalid", "internet", WALL),
    Defect("table without the answer 'holds'", secured(Condition(table="mode")), "invalid", "internet", WALL),
    Defect("number rule never true", secured(when("values.Bandwidth > 20000")), "rule-unreachable", "internet", WALL),
    Defect("contradiction", secured(when("values.Tier == 'gold' && values.Tier == 'basic'")), "rule-unreachable", "internet", WALL),
    Defect("contradiction in terms", secured(Condition(all=(has("Bandwidth", at_least=100), has("Bandwidth", at_most=50)))), "rule-unreachable", "internet", WALL),
    Defect("a rule always true", secured(when("values.Bandwidth >= 10")), "rule-always", "internet", WALL),
    Defect("presence of what has a default", secured(has("Links")), "rule-always", "internet", WALL),
    Defect("two rules alike", more_relations("internet", needs("firewall", order=5, mandatory=False, mappings=(mapped("Mode", constant="small"),),
           rule=rule(when("values.Bandwidth >= 50 && values.Secure == true"), "again"))), "rule-duplicate", "internet", "relationships[3]"),
    Defect("a rule inside another", more_relations("internet", needs("firewall", order=5, mandatory=False, mappings=(mapped("Mode", constant="small"),),
           rule=rule(when("values.Secure && values.Bandwidth >= 500"), "more"))), "rule-shadowed", "internet", "relationships[3]"),
    Defect("a rule beside no rule", more_relations("internet", needs("line", order=5, rule=rule(has("Secure"), "again"))), "rule-shadowed", "internet", "relationships[3]"),
    Defect("two rules of one name", relation("internet", 2, rule=rule(has("Secure"), "secured")), "invalid", "internet", "relationships"),
    # relationships ------------------------------------------------------------------------------------------------
    Defect("unknown target", more_relations("internet", needs("nothing")), "invalid", "internet", "relationships[3].target"),
    Defect("a kind that may not be", more_relations("line", needs("legacy")), "invalid", "line", "relationships[1].type"),
    Defect("a circle", more_specs(rfs("a", relationships=(needs("b"),)), rfs("b", relationships=(needs("a"),))), "invalid", "a", "relationships"),
    Defect("bounds in no order", relation("internet", 2, quantity=Quantity(minimum=3, default=1, maximum=2)), "invalid", "internet", "relationships[2].quantity"),
    Defect("counting by text", relation("internet", 0, quantity=Quantity(characteristic="Tier")), "invalid", "internet", f"{LINE}.quantity"),
    Defect("counting twice", relation("internet", 0, quantity=Quantity(characteristic="Links", expression="1")), "invalid", "internet", f"{LINE}.quantity"),
    Defect("a number that is text", relation("internet", 0, quantity=Quantity(expression="'two'")), "invalid", "internet", f"{LINE}.quantity"),
    Defect("a fraction as number", relation("internet", 0, quantity=Quantity(expression="1.5")), "invalid", "internet", f"{LINE}.quantity"),
    Defect("each of no array", relation("internet", 2, mappings=(mapped("Country", constant="NL"),), quantity=Quantity(default=0, maximum=8, each_of="Tier")), "invalid", "internet", "relationships[2].quantity.each_of"),
    Defect("element into nothing", relation("internet", 2, quantity=Quantity(default=0, maximum=8, each_of="Sites", element="Site")), "invalid", "internet", "relationships[2].quantity.element"),
    Defect("at most none", relation("internet", 2, quantity=Quantity(default=0, maximum=0), mappings=(mapped("Country", constant="NL"),)), "quantity-never", "internet", "relationships[2].quantity"),
    Defect("more than the bounds", other_characteristic("internet", "Links", maximum=9), "quantity-out-of-bounds", "internet", f"{LINE}.quantity"),
    Defect("a longer list than allowed", other_characteristic("internet", "Sites", max_size=20), "quantity-out-of-bounds", "internet", "relationships[2].quantity"),
    Defect("sharing by nothing known", relation("line", 0, sharing=Sharing(scope=SharedScope.ITEM, alike=("Place",))), "invalid", "line", f"{LINE}.sharing"),
    Defect("sharing several", relation("line", 0, quantity=Quantity(default=2, maximum=2)), "sharing-quantity", "line", f"{LINE}.sharing"),
    Defect("compatible with nothing", spec("internet", compatibility=(CompatibilityRule(name="x", type=CompatibilityType.REQUIRES, target="nothing"),)), "invalid", "internet", "compatibility[0].target"),
    Defect("compatible and not", spec("internet", compatibility=(
        CompatibilityRule(name="x", type=CompatibilityType.REQUIRES, target="legacy"), CompatibilityRule(name="y", type=CompatibilityType.EXCLUDES, target="legacy"))),
        "compatibility-contradiction", "internet", "compatibility[1]"),
    Defect("compatible with what never comes", lambda s: more_plans(plan("spare-any", task(duration=HOUR), specification="spare"))(more_specs(rfs("spare", orderable=False))(
        spec("internet", compatibility=(CompatibilityRule(name="x", type=CompatibilityType.REQUIRES, target="spare"),))(s))), "compatibility-never", "internet", "compatibility[0]"),
    Defect("compatibility never asked", spec("internet", compatibility=(CompatibilityRule(name="x", type=CompatibilityType.EXCLUDES, target="legacy", when=has("Bandwidth", at_least=99999)),)),
           "rule-unreachable", "internet", "compatibility[0]"),
    # mappings -----------------------------------------------------------------------------------------------------
    Defect("mapping from nothing", more_mappings("internet", 1, mapped("Throughput", source="Speed", when=has("Tier"))), "invalid", "internet", f"{WALL}.mappings[2].source"),
    Defect("mapping to nothing", more_mappings("internet", 1, mapped("Speed", source="Bandwidth")), "invalid", "internet", f"{WALL}.mappings[2].target"),
    Defect("mapping of another type", relation("internet", 1, mappings=(mapped("Throughput", source="Tier"), mapped("Mode", constant="small"))), "invalid", "internet", f"{WALL}.mappings[0].source"),
    Defect("two sources", more_mappings("internet", 1, mapped("Throughput", source="Bandwidth", constant=5, when=has("Tier"))), "invalid", "internet", f"{WALL}.mappings[2]"),
    Defect("a constant that is no option", relation("internet", 1, mappings=(mapped("Mode", constant="huge"),)), "invalid", "internet", f"{WALL}.mappings[0].constant"),
    Defect("an option without translation", relation("internet", 0, mappings=(mapped("Class", source="Tier", values={"gold": "g"}),)), "invalid", "internet", f"{LINE}.mappings[0].values"),
    Defect("translation of no option", relation("internet", 0, mappings=(mapped("Class", source="Tier", values={"gold": "g", "basic": "b", "x": "b"}),)), "invalid", "internet", f"{LINE}.mappings[0].values"),
    Defect("two mappings to one target", more_mappings("internet", 0, mapped("Speed", constant=5)), "invalid", "internet", f"{LINE}.mappings[4].target"),
    Defect("an expression of another type", relation("internet", 1, mappings=(mapped("Throughput", expression="values.Tier"), mapped("Mode", constant="small"))), "invalid", "internet", f"{WALL}.mappings[0].expression"),
    Defect("an unknown output", relation("internet", 1, mappings=(mapped("Mode", table="mode", output="size"),)), "invalid", "internet", f"{WALL}.mappings[0].table"),
    Defect("no sibling", more_mappings("internet", 1, mapped("Throughput", source="Speed", direction=SIBLING, sibling="legacy")), "invalid", "internet", f"{WALL}.mappings[2].sibling"),
    Defect("a mapping never counted", relation("internet", 1, mappings=(mapped("Throughput", source="Bandwidth"), mapped("Throughput", constant=5, when=has("Secure")), mapped("Mode", constant="small"))), "mapping-shadowed", "internet", f"{WALL}.mappings[1]"),
    Defect("a mapping never applied", more_mappings("internet", 1, mapped("Throughput", constant=5, when=when("values.Bandwidth < 10"))), "mapping-unreachable", "internet", f"{WALL}.mappings[2]"),
    Defect("values without any mapping", relation("internet", 1, mappings=(mapped("Mode", constant="large", when=has("Bandwidth", at_least=1000)),)), "mapping-gap", "internet", f"{WALL}.mappings[0]"),
    Defect("two from below", more_mappings("internet", 1, mapped("Line Id", source="Mode", direction=UP)), "mapping-conflict", "internet", f"{WALL}.mappings[2]"),
    # characteristics ----------------------------------------------------------------------------------------------
    Defect("a default that is no option", other_characteristic("internet", "Tier", default="silver"), "invalid", "internet", "characteristics[Tier].default"),
    Defect("a pattern that is none", other_characteristic("legacy", "Bandwidth", value_type=ValueType.TEXT, pattern="("), "invalid", "legacy", "characteristics[Bandwidth].pattern"),
    Defect("a schema that is none", other_characteristic("internet", "Service Note", schema={"type": "nothing"}), "invalid", "internet", "characteristics[Service Note].schema"),
    Defect("a schema from elsewhere", other_characteristic("internet", "Service Note", schema={"$ref": "https://example.com/x"}), "invalid", "internet", "characteristics[Service Note].schema"),
    Defect("bounds the wrong way", other_characteristic("internet", "Bandwidth", minimum=20000), "invalid", "internet", "characteristics[Bandwidth].minimum"),
    Defect("a value that nobody gives", lambda s: relation("line", 0, rule=rule(has("Colour", equals="red")))(more_characteristics("line", characteristic("Colour"))(s)), "value-never-given", "line", "characteristics[Colour]"),
    Defect("mandatory and never given", more_characteristics("site", characteristic("Street", mandatory=True)), "mandatory-never-given", "site", "characteristics[Street]"),
    Defect("mandatory, its mapping removed", relation("internet", 2, mappings=(mapped("Users", source="Sites.Users"),)), "mandatory-never-given", "site", "characteristics[Country]"),
    Defect("unused", more_characteristics("internet", characteristic("Spare")), "characteristic-unused", "internet", "characteristics[Spare]"),
    # specifications and plans ---------------------------------------------------------------------------------------
    Defect("a specification nobody needs", lambda s: more_plans(plan("spare-any", task(duration=HOUR), specification="spare"))(more_specs(rfs("spare", orderable=False))(s)), "specification-unused", "spare", "orderable"),
    Defect("a specification without tasks", without_plan("port-any"), "specification-without-plan", "port", ""),
    Defect("a plan without tasks", more_plans(plan("legacy-any", specification="legacy")), "plan-without-tasks", "legacy-any", "tasks"),
    Defect("a plan for nothing", more_plans(plan("other", task(duration=HOUR), category="Nowhere")), "plan-never-used", "other", "specification"),
    Defect("two plans of one condition", more_plans(plan("twin", task(duration=HOUR), specification="legacy")), "invalid", "twin", "actions"),
    Defect("an action that is none", more_plans(plan("twin", task(duration=HOUR), specification="legacy", actions=("upgrade",))), "invalid", "twin", "actions"),
    Defect("nobody does it", other_task("line-add", "survey", assignment_group=None), "invalid", "line-add", "tasks[survey]"),
    Defect("nobody is asked", other_task("line-add", "provision", assignment_group=None), "task-without-error-policy", "line-add", "tasks[provision]"),
    Defect("no duration", other_task("line-add", "survey", duration=timedelta(0)), "task-without-duration", "line-add", "tasks[survey]"),
    Defect("no undo", other_task("line-add", "provision", undo=None), "task-without-undo", "line-add", "tasks[provision]"),
    Defect("undo past the point of no return", other_task("line-add", "provision", point_of_no_return=HARD), "invalid", "line-add", "tasks[provision].undo"),
    Defect("an undo by nobody", other_task("line-add", "provision", undo=UndoSpecification(name="x", kind="automated", executor="manual")), "invalid", "line-add", "tasks[provision].undo"),
    Defect("after nothing", other_task("line-add", "provision", after=("design",)), "invalid", "line-add", "tasks[provision].after"),
    Defect("a lag after nothing", other_task("line-add", "settle", lags=(TaskLag(task="design"),)), "invalid", "line-add", "tasks[settle].lags"),
    Defect("a lag the wrong way", other_task("line-add", "settle", lags=(TaskLag(task="provision", minimum=2 * HOUR, maximum=HOUR),)), "invalid", "line-add", "tasks[settle].lags"),
    Defect("twice after one", other_task("line-add", "settle", after=("provision",)), "dependency-twice", "line-add", "tasks[settle].lags"),
    Defect("tasks in a circle", other_task("line-add", "survey", lags=(TaskLag(task="settle"),)), "invalid", "line-add", "tasks"),
    Defect("a wait for nothing", other_task("line-add", "settle", wait=None), "invalid", "line-add", "tasks[settle].wait"),
    Defect("a wait for no date", other_task("line-add", "settle", wait=WaitFor(date="Speed")), "invalid", "line-add", "tasks[settle].wait"),
    Defect("a wait that never ends", other_task("line-add", "settle", wait=WaitFor(characteristic=when("values.Class == 'b' && values.Class == 'g'"))), "task-unreachable", "line-add", "tasks[settle]"),
    Defect("a task that never comes", other_task("line-add", "provision", when=Condition(all=(has("Speed", at_least=10), has("Speed", at_most=5)))), "task-unreachable", "line-add", "tasks[provision]"),
    Defect("a test that nothing repairs", other_task("line-add", "provision", test=TaskTest(rounds=3)), "test-without-repair", "line-add", "tasks[provision].test"),
    Defect("a condition on nothing", other_task("line-add", "provision", when=has("Velocity")), "invalid", "line-add", "tasks[provision].when"),
    Defect("data of nothing", other_task("line-add", "survey", data=(DataField(characteristic="Colour"),)), "invalid", "line-add", "tasks[survey].data"),
    Defect("after a stranger", other_task("firewall-add", "configure", after_specifications=(SpecificationDependency(specification="legacy"),)), "dependency-never-made", "firewall-add", "tasks[configure]"),
    Defect("after the unknown", other_task("firewall-add", "configure", after_specifications=(SpecificationDependency(specification="nothing"),)), "invalid", "firewall-add", "tasks[configure]"),
    Defect("after a task that is not above", other_task("line-add", "survey", after_parent=("bless",)), "invalid", "line-add", "tasks[survey].after_parent"),
    # tables and policies ----------------------------------------------------------------------------------------------
    Defect("a row behind all", mode({"m": '"small"'}, {"t": '"gold"', "m": '"large"'}), "table-row-unreachable", "mode", "rows[row-2]"),
    Defect("a row inside an earlier one", mode({"b": "> 100", "m": '"large"'}, {"b": "> 1000", "m": '"large"'}, {"m": '"small"'}), "table-row-unreachable", "mode", "rows[row-2]"),
    Defect("a cell of another type", mode({"b": '"fast"', "m": '"large"'}, {"m": '"small"'}), "invalid", "internet", f"{WALL}.mappings[1].table"),
    Defect("a cell of no option", mode({"t": '"silver"', "m": '"large"'}, {"m": '"small"'}), "invalid", "internet", f"{WALL}.mappings[1].table"),
    Defect("an answer that is no option", mode({"t": '"gold"', "m": '"huge"'}, {"m": '"small"'}), "invalid", "internet", f"{WALL}.mappings[1].table"),
    Defect("a column of nothing", mode({"b": "> 1", "m": '"small"'}, inputs={"b": "values.Speed"}), "invalid", "internet", f"{WALL}.mappings[1].table"),
    Defect("a cell that cannot be read", mode({"b": "> > 1", "m": '"small"'}), "invalid", "mode", "rows[row-1]"),
    Defect("a table nobody uses", more_parts(table("spare", {"b": "values.Bandwidth"}, {"h": "holds"}, {"b": "> 1", "h": "true"})), "table-unused", "spare", ""),
    Defect("a policy that never holds", more_parts(ApprovalPolicy(id="risky", name="x", when=when("order.risk > 80 && order.risk < 80"), approvals=2)), "policy-never", "risky", "when"),
    Defect("a policy of three", more_parts(ApprovalPolicy(id="risky", name="x", when=when("order.risk > 80"), approvals=3)), "invalid", "risky", "approvals"),
    Defect("a policy without effect", more_parts(ApprovalPolicy(id="risky", name="x", when=when("order.risk > 80"), approvals=1)), "policy-always", "risky", "approvals"),
    Defect("enrichment of nothing", more_parts(EnrichmentPolicy(id="survey", name="x", specification="internet", tasks=(EnrichmentTask(key="a", name="A", data=(DataField(characteristic="Colour"),)),))), "invalid", "survey", "tasks[a].data"),
    Defect("enrichment in a circle", more_parts(EnrichmentPolicy(id="survey", name="x", specification="internet", tasks=(
        EnrichmentTask(key="a", name="A", after=("b",)), EnrichmentTask(key="b", name="B", after=("a",))))), "invalid", "survey", "tasks"),
    Defect("enrichment for no category", more_parts(EnrichmentPolicy(id="survey", name="x", category="Nowhere", tasks=(EnrichmentTask(key="a", name="A"),))), "policy-never", "survey", "category"),
    Defect("enrichment never asked", more_parts(EnrichmentPolicy(id="survey", name="x", specification="internet", when=has("Bandwidth", at_least=99999), tasks=(EnrichmentTask(key="a", name="A"),))), "policy-never", "survey", "when"),
    # milestones, tasks of the order, work orders ---------------------------------------------------------------------
    Defect("a milestone of nothing", stones(reached_by=ReachedBy(task="dig")), "invalid", "stones", "milestones[a].reached_by.task"),
    Defect("a milestone in two ways", stones(reached_by=ReachedBy(task="survey", order_state="completed")), "invalid", "stones", "milestones[a].reached_by"),
    Defect("a milestone of an odd state", stones(reached_by=ReachedBy(order_state="failed")), "invalid", "stones", "milestones[a].reached_by.order_state"),
    Defect("a milestone elsewhere", stones(specification="legacy", reached_by=ReachedBy(specification="line")), "milestone-never-reached", "stones", "milestones[a].reached_by"),
    Defect("a milestone of a task elsewhere", stones(specification="legacy", reached_by=ReachedBy(task="survey")), "milestone-never-reached", "stones", "milestones[a].reached_by"),
    Defect("milestones of what nobody orders", stones(specification="line"), "policy-never", "stones", "specification"),
    Defect("a gate after approval", errands(stage=OrderStage.POST_APPROVAL, gates_approval=True), "invalid", "errands", "gates_approval"),
    Defect("an errand of nobody", errands(tasks=(OrderTaskSpecification(key="a", name="A"),)), "invalid", "errands", "tasks[a].assignment_group"),
    Defect("an errand after a stranger", errands(tasks=(OrderTaskSpecification(key="a", name="A", assignment_group="Desk", after=("b",)),)), "invalid", "errands", "tasks[a].after"),
    Defect("an errand with a condition on nothing", errands(when=when("orders.risk > 1")), "invalid", "errands", "when.expression"),
    Defect("two for one visit", more_parts(visit("v1", specification="line"), visit("v2", specification="line")), "invalid", "v2", "actions"),
    Defect("a visit by nobody knows whom", more_parts(WorkOrderPolicy(id="visit", specification="line", assignment_group="Desk")), "invalid", "visit", "config.url"),
    Defect("a visit for no task", more_parts(visit("visit", specification="legacy", task="survey")), "work-order-never", "visit", "task"),
]  # fmt: skip
