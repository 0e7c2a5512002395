"""Rules of the item tree."""

from trunkline.ordering.hierarchy import Hierarchy, ItemPlace, item_tree
from trunkline.ordering.model import RelatedItem


def tree(*items: tuple[str, int | None, list[tuple[str, str]]]) -> Hierarchy:
    return item_tree(
        [
            ItemPlace(
                item_id=name,
                path=f"serviceOrderItem[{i}]",
                nested_in=nested_in,
                relations=tuple(RelatedItem(relationship_type=kind, item_id=other) for kind, other in relations),
            )
            for i, (name, nested_in, relations) in enumerate(items)
        ]
    )


def test_has_parent_and_has_child_make_a_tree_numbered_in_pre_order():
    """CAP-05."""
    found = tree(("child", None, [("HasParent", "top")]), ("top", None, [("hasChild", "other")]), ("other", None, []))
    assert found.problems == ()
    assert [found.n[i] for i in range(3)] == [2, 1, 3]
    assert [found.parent_n[i] for i in range(3)] == [1, None, 1]


def test_nested_items_stand_below_the_item_they_are_nested_in():
    """CAP-05."""
    found = tree(("a", None, []), ("a1", 0, []), ("a11", 1, []), ("b", None, []))
    assert [found.n[i] for i in range(4)] == [1, 2, 3, 4]
    assert [found.parent_n[i] for i in range(4)] == [None, 1, 2, None]


def test_a_cycle_is_named_item_by_item():
    """CAP-05."""
    found = tree(("a", None, [("hasParent", "b")]), ("b", None, [("hasParent", "a")]))
    assert [problem.what for problem in found.problems] == [
        "the hierarchy of the items goes round in a circle: a -> b -> a"
    ]


def test_an_item_cannot_be_its_own_parent():
    """CAP-05."""
    assert "circle" in tree(("a", None, [("hasParent", "a")])).problems[0].what


def test_two_parents_are_refused():
    """CAP-05."""
    found = tree(("a", None, []), ("b", None, []), ("c", None, [("hasParent", "a"), ("hasParent", "b")]))
    assert "two parents, 'a' and 'b'" in found.problems[0].what


def test_a_parent_named_from_both_ends_is_one_parent():
    """CAP-05."""
    found = tree(("a", None, [("hasChild", "b")]), ("b", None, [("hasParent", "a")]))
    assert found.problems == () and found.parent_n[1] == 1


def test_requires_is_a_related_item_and_no_hierarchy():
    """CAP-06."""
    found = tree(("a", None, [("Requires", "b")]), ("b", None, []))
    assert found.related[0] == (RelatedItem(relationship_type="Requires", item_id="b"),)
    assert found.parent_n == {0: None, 1: None}


def test_a_relation_to_an_item_that_is_not_there_is_refused():
    """CAP-06."""
    assert "the order does not have" in tree(("a", None, [("reliesOn", "z")])).problems[0].what


def test_an_item_id_used_twice_is_refused():
    found = tree(("a", None, []), ("a", None, []))
    assert "used twice" in found.problems[0].what and found.problems[0].field == "serviceOrderItem[1].id"
