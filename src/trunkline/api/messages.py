"""The message contract of the whole product (NEW-23): every code that an error or a fallout can have, found by walking
the classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trunkline.api.errors import FRAMEWORK_CODES
from trunkline.fallout.causes import CAUSES, OTHER
from trunkline.kit.contract import Message
from trunkline.kit.errors import TrunklineError, message_of

HEADS: Final = ("Code", "Status", "What is said, and what to do", "What it is", "Cause class", "Owner")
_PAGE: Final = """\
# Messages

Written by `make docs`; a test keeps it current. Every error of the API and every cause of a fallout has a code that does
not change, the class of its cause, whose it is to act (a role, or a rule: `caller` who asked, `falloutGroup` the group
that the routing rules name, else that of the task, `domainSystemOwner` who runs the system that was asked,
`platformOperator` who runs this installation), the next action, and two texts: one for who works orders, one for
engineers. `{who}` stands for the system that was asked.
"""


def all_errors(family: type[TrunklineError] = TrunklineError) -> Iterator[type[TrunklineError]]:
    """Every class of error below this one whose module is loaded."""
    for kind in family.__subclasses__():
        if kind.__module__.startswith("trunkline."):
            yield kind
        yield from all_errors(kind)


def error_messages() -> list[Message]:
    """What the codes of errors say, by code."""
    kinds = dict.fromkeys(all_errors())
    told = [*FRAMEWORK_CODES.values(), message_of(TrunklineError), *map(message_of, kinds)]
    return sorted(told, key=lambda message: message.code)


def all_messages() -> list[Message]:
    """What every code says: errors first, then causes of fallouts, each by code."""
    return [*error_messages(), *sorted([*CAUSES.values(), OTHER], key=lambda message: message.code)]


def _section(message: Message) -> str:
    status = f"HTTP {message.status}, " if message.status else ""
    return f"""### {message.code}

{message.agent} **{message.action}**

- {status}{message.cause_class}, owner `{message.owner}`
- item: {message.item}; field: {message.field}
- engineers: {message.engineer}
"""


def render() -> str:
    """The page of all messages as Markdown."""
    causes = sorted([*CAUSES.values(), OTHER], key=lambda message: message.code)
    return "\n".join(
        [_PAGE, "## Errors\n", *map(_section, error_messages()), "## Causes of fallouts\n", *map(_section, causes)]
    )
