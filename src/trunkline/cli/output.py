"""What a command says: tables for people, JSON for programs, one sentence for an error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from trunkline.kit.errors import TrunklineError

AsJson = Annotated[bool, typer.Option("--json", help="Machine output: JSON on standard output and nothing else.")]
T = TypeVar("T")

_WIDE: Final = 500  # not a terminal: nothing is cut
# state -> its sign and colour; the word itself is always shown beside it
SIGNS: Final[dict[str, tuple[str, str]]] = {
    "draft": ("✎", "dim"),
    "acknowledged": ("○", "cyan"),
    "rejected": ("✗", "red"),
    "pending": ("…", "yellow"),
    "held": ("!", "bold red"),
    "inProgress": ("▶", "blue"),
    "assessingCancellation": ("…", "yellow"),
    "pendingCancellation": ("↶", "yellow"),
    "cancelled": ("⊘", "dim"),
    "completed": ("✓", "green"),
    "failed": ("✗", "bold red"),
    "partial": ("◐", "yellow"),
    "waiting": ("·", "dim"),
    "ready": ("○", "cyan"),
    "awaitingInformation": ("…", "yellow"),
    "resolving": ("↻", "cyan"),
    "unknown": ("?", "magenta"),
    "skipped": ("↷", "green"),
    "open": ("!", "bold red"),
    "resolved": ("✓", "green"),
    "closed": ("✓", "dim"),
    "reserved": ("○", "cyan"),
    "active": ("✓", "green"),
    "changePending": ("▶", "blue"),
    "terminationPending": ("▶", "blue"),
    "suspended": ("…", "yellow"),
    "terminated": ("■", "dim"),
    "published": ("✓", "green"),
    "retired": ("■", "dim"),
    "archived": ("■", "dim"),
    "approved": ("✓", "green"),
    "withdrawn": ("⊘", "dim"),
    "sent": ("✓", "green"),
    "dead": ("✗", "bold red"),
}


def screen() -> Console:
    """Standard output; colours and width of the terminal when it is one, plain and uncut when it is not."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)


def aside() -> Console:
    """Standard error: progress and errors."""
    return Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _WIDE)


def badge(state: str) -> Text:
    """A state as a sign and a word."""
    sign, style = SIGNS.get(state, ("•", ""))
    return Text(f"{sign} {state}", style=style)


def to_json(value: object) -> str:
    """JSON text, indented; structs, ids, dates and decimals included."""
    plain = msgspec.to_builtins(value, enc_hook=_encode_other)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()


def _encode_other(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def emit(value: T, *, as_json: bool, show: Callable[[T], None]) -> None:
    """The answer of a command: as JSON, or shown to a person."""
    if as_json:
        sys.stdout.write(to_json(value) + "\n")
    else:
        show(value)


def say(text: str) -> None:
    """A line for a person; the text is taken as it is."""
    screen().print(escape(text), soft_wrap=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, none: str = "none") -> None:
    """Rows under headings, or the word for an empty list."""
    listed = list(rows)
    if not listed:
        say(none)
        return
    drawn = Table(box=None, pad_edge=False, header_style="bold", show_header=any(columns))
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in listed:
        drawn.add_row(*(cell if isinstance(cell, Text) else escape(plain(cell)) for cell in row))
    screen().print(drawn)


def plain(value: object) -> str:
    """One cell: nothing for None, JSON for what has parts."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat(timespec="seconds") if hasattr(value, "hour") else value.isoformat())
    if isinstance(value, (list, dict)):
        return msgspec.json.encode(value).decode()
    return str(value)


@contextmanager
def progress(title: str, total: int, *, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """A bar on standard error for long work; gives the function that advances it by one. Nothing when not a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = Progress(*columns, console=aside(), transient=True, disable=quiet or not sys.stderr.isatty())
    with shown:
        task = shown.add_task(title, total=total)
        yield lambda: shown.advance(task)


def error_body(error: TrunklineError) -> dict[str, Any]:
    """An error for a program: the same members as the HTTP error body."""
    return {
        "error": {
            "code": error.code,
            "reason": error.reason,
            "message": error.message,
            "status": str(error.status),
            "details": error.problems,
        }
    }


def report(error: TrunklineError, *, as_json: bool) -> None:
    """One clear sentence on standard error, each single fault on a line below it."""
    if as_json:
        sys.stdout.write(to_json(error_body(error)) + "\n")
    console = aside()
    console.print(f"[bold red]error:[/] {escape(error.message)}", soft_wrap=True)
    for problem in error.problems:
        where = " ".join(part for part in (problem.item, problem.field) if part)
        lead = f"{where}: " if where else ""
        console.print(f"  - {escape(lead + problem.what)}; {escape(problem.action)}", soft_wrap=True)
