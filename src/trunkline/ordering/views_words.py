"""What the shapes of the workspace API are made of: words, bodies, views, and the fault."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from trunkline.kit.errors import Problem

Text = Annotated[str, Meta(pattern=r"\A[^\x00]*\Z", max_length=20_000)]
Word = Annotated[str, Meta(pattern=r"\A[^\x00]*\Z", max_length=500)]


class View(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Base of what is answered: camel case."""


class Body(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of what is sent: an unknown member is a mistake."""


V = TypeVar("V", bound=msgspec.Struct)


def view_of(shape: type[V], noun: msgspec.Struct) -> V:
    """The view whose members are all attributes of the noun."""
    return shape(**{name: getattr(noun, name) for name in shape.__struct_fields__})


class ProblemView(View, frozen=True, kw_only=True):
    """One fault: where, what, and what to do."""

    item: str | None
    field: str | None
    what: str
    action: str


def problem_view(problem: Problem) -> ProblemView:
    """A fault as the workspace sees it."""
    return view_of(ProblemView, problem)
