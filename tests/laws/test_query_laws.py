"""A typed query means what its brackets say: whatever tree is written down is read again as that tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trunkline.kit.query_tree import Both, Either, Node, Not, Term, read_query
from trunkline.kit.tmf import QueryInvalid

VALUES = st.sampled_from(["held", "a b", "Line(A)", "or", "x,y", "(z", "3d"])


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A word with a field."""
    value = draw(VALUES)
    return Term(
        n=0, at=0, text="", field=draw(st.sampled_from(["state", "customer", "due"])), negated=draw(st.booleans()),
        sign=draw(st.sampled_from([":", "=", "!=", "<"])), values=(value,),
    )  # fmt: skip


def _deeper(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return several.map(Both) | several.map(Either) | inner.filter(lambda node: not isinstance(node, Term)).map(Not)


TREES = st.recursive(terms(), _deeper, max_leaves=8)


def written(node: Node) -> str:
    """A tree as somebody would type it, with a bracket around all that has parts."""
    match node:
        case Term():
            return f'{"-" * node.negated}{node.field}{node.sign}"{node.values[0]}"'
        case Not(part=part):
            return "-" + (written(part) if isinstance(part, Both | Either) else f"({written(part)})")
        case Both(parts=parts):
            return "(" + " ".join(written(part) for part in parts) + ")"
        case Either(parts=parts):
            return "(" + " or ".join(written(part) for part in parts) + ")"


def bare(node: Node) -> Node:
    """The tree without the places at which its words stand."""
    match node:
        case Term():
            return replace(node, n=0, at=0, text="")
        case Not(part=part):
            return Not(bare(part))
        case Both(parts=parts):
            return Both(tuple(bare(part) for part in parts))
        case Either(parts=parts):
            return Either(tuple(bare(part) for part in parts))


@given(TREES)
def test_a_tree_that_is_written_down_is_read_as_the_same_tree(tree: Node) -> None:
    """UIF-14."""
    text = written(tree)
    try:
        read = read_query(text)
    except QueryInvalid as refused:  # longer, deeper or with more words than a query may be
        assert "at most" in refused.message or "keep it under" in refused.message
        return
    assert bare(read) == Both((tree,))


@given(st.text(alphabet='ab :()",-or\\', max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_a_place(text: str) -> None:
    """UIF-14, UIF-09."""
    try:
        read_query(text)
    except QueryInvalid as refused:
        assert "word" in refused.message and "character" in refused.message
