"""Laws of standing in for a task: with what is asked for no later task misses an input, and nothing is asked in vain."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.catalog.model import (
    Catalog,
    CharacteristicMapping,
    CharacteristicSpecification,
    DataField,
    MappingDirection,
    RelationshipType,
    Specification,
    SpecificationKind,
    SpecificationRelationship,
    TaskSpecification,
)
from trunkline.orchestration.needing import LaterTask, inputs_of, needed_outputs

SPECS, NAMES = ("a", "b", "c"), ("w", "x", "y", "z")
_NAME = st.sampled_from(NAMES)
_LINK = st.tuples(st.integers(0, 1), _NAME, _NAME, st.booleans())  # above, given, taken, downwards
_READER = st.tuples(st.sampled_from(SPECS), st.lists(_NAME, max_size=3, unique=True))


def catalog(links: list[tuple[int, str, str, bool]]) -> Catalog:
    """`a` above `b` above `c`, with mappings between neighbours."""
    specs = []
    for i, spec in enumerate(SPECS):
        mappings = tuple(
            CharacteristicMapping(
                source=given_, target=taken, direction=MappingDirection.DOWN if down else MappingDirection.UP
            )
            for above, given_, taken, down in links
            if above == i
        )
        below = tuple(
            SpecificationRelationship(type=RelationshipType.BUNDLES, target=target, mappings=mappings)
            for target in SPECS[i + 1 : i + 2]
        )
        specs.append(Specification(
            id=spec, name=spec, kind=SpecificationKind.RFS, relationships=below,
            characteristics=tuple(CharacteristicSpecification(name=name) for name in NAMES)))  # fmt: skip
    return Catalog(1, specs, ())


def spread(known: set[tuple[str, str]], links: list[tuple[int, str, str, bool]]) -> set[tuple[str, str]]:
    """Everything that has a value when these have: what decomposition and revaluing carry along mappings."""
    while True:
        new = set()
        for above, given_, taken, down in links:
            ends = (SPECS[above], SPECS[above + 1])
            giver, taker = ends if down else ends[::-1]
            if (giver, given_) in known:
                new.add((taker, taken))
        if new <= known:
            return known
        known = known | new


@settings(max_examples=100)
@given(
    st.lists(_LINK, max_size=6), st.lists(_READER, max_size=4), st.sets(_NAME, min_size=1), st.sets(_NAME, max_size=2)
)
def test_with_what_is_asked_for_no_later_task_misses_what_the_task_would_have_brought(
    links: list[tuple[int, str, str, bool]], readers: list[tuple[str, list[str]]], brings: set[str], held: set[str]
) -> None:
    """NEW-22."""
    known = catalog(links)
    left_out = TaskSpecification(
        key="t", name="T", data=tuple(DataField(characteristic=name) for name in sorted(brings))
    )  # fmt: skip
    later = [
        LaterTask(number=f"TASK-{i}", specification=spec, pattern=TaskSpecification(
            key=f"r{i}", name="R", data=tuple(DataField(characteristic=name, read_only=True) for name in names)))
        for i, (spec, names) in enumerate(readers)
    ]  # fmt: skip
    asked = needed_outputs(known, left_out, known.specifications["a"], dict.fromkeys(held, "v"), later)
    assert set(asked) <= brings - held
    had = {("a", name) for name in held}
    done = spread(had | {("a", name) for name in brings}, links)
    stood_in = spread(had | {("a", name) for name in asked}, links)
    for task in later:
        assert task.pattern is not None
        for name in inputs_of(task.pattern, known.specifications[task.specification], known.tables):
            value = (task.specification, name)
            assert (value in done) == (value in stood_in)  # it has what it would have had
    for name, numbers in asked.items():  # and each is what somebody reads
        reached = spread({("a", name)}, links)
        assert numbers and all(
            any((task.specification, read.characteristic) in reached for read in task.pattern.data)
            for task in later if task.number in numbers and task.pattern is not None
        )  # fmt: skip
