"""`trunkline order import`, `copy-to-sites` and `prioritize`: orders from many rows, items at many places, urgency."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from trunkline.cli.orders import Number
from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid, NotFound
from trunkline.kit.ids import read_service_order_number
from trunkline.ordering.commands import (
    CopyOutcome,
    RowProblem,
    copy_item_to_places,
    import_service_order,
    read_csv,
    recalculate_priorities,
)
from trunkline.ordering.importing import Row
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.views_enrichment import RecalculatedList, recalculated_list
from trunkline.ordering.wire_answer import render_service_order


class RowsUnreadable(Invalid):
    """A file holds no rows, no header, or no places."""

    contract = Contract(
        "The file holds no rows that can be read.", "Give a file with a header and one place in each row.", field="file"
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}") from None
    except UnicodeDecodeError:
        raise RowsUnreadable(f"{path} is not UTF-8: save it as UTF-8") from None


def _json(path: Path, kind: Any, wanted: str) -> Any:
    try:
        return msgspec.json.decode(_read(path), type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise RowsUnreadable(f"{path} does not hold {wanted}: {error}") from error


def import_command(
    file: Annotated[Path, typer.Argument(help="CSV with a heading, or a JSON list of objects; one row for each item.")],
    customer: Annotated[str | None, typer.Option(help="Id of the customer, when there is no header file.")] = None,
    header: Annotated[
        Path | None, typer.Option(help="JSON file with the TMF641 attributes of the order itself.")
    ] = None,
    skip_invalid: Annotated[bool, typer.Option(help="Leave faulty rows out and report them.")] = False,
    draft: Annotated[bool, typer.Option(help="Only keep it; it can be incomplete.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make one order from many rows; every faulty row is named.

    Columns: itemId, parent, action, specification, quantity, priority, service, committedDueDate, requires,
    place.<attribute>, contact.firstName, contact.lastName, contact.phone, contact.email; all others are characteristics.
    """
    whole: dict[str, Any] = {} if header is None else _json(header, dict[str, Any], "an object")
    if customer is not None:
        party = {"id": customer, "role": "customer", "@type": "RelatedParty", "@referredType": "Organization"}
        whole = {**whole, "relatedParty": [*whole.get("relatedParty", []), party]}
    rows: list[Row] = (
        _json(file, list[dict[str, Any]], "a list of objects")
        if file.suffix.lower() == ".json"
        else read_csv(_read(file))
    )

    async def take_in() -> tuple[ServiceOrder, list[RowProblem]]:
        async with open_database() as database, database.transaction() as tx:
            return await import_service_order(
                tx, whole, rows, by=cli_actor(), now=now(), skip_invalid=skip_invalid, save_only=draft
            )

    order, problems = run(take_in())

    def show(_: object) -> None:
        say(f"{order.number} {order.state}, {len(order.items)} item(s)")
        for problem in problems:
            say(f"  left out row {problem.row} ({problem.item}) {problem.field}: {problem.what}; {problem.action}")

    body = {"serviceOrder": render_service_order(order), "imported": len(order.items), "problems": problems}
    emit(body, as_json=as_json, show=show)


def copy_command(
    number: Number,
    item: Annotated[int, typer.Argument(help="The item to copy, by its number in the order.")],
    places: Annotated[Path, typer.Argument(help="JSON list of places, or CSV with a column for each attribute.")],
    eligible_only: Annotated[bool, typer.Option(help="Skip places that cannot be served, and report them.")] = False,
    as_json: AsJson = False,
) -> None:
    """Copy a configured item, with all that is nested in it, to many places."""
    given: list[Any] = (
        _json(places, list[dict[str, Any]], "a list of places")
        if places.suffix.lower() == ".json"
        else [{name: value for name, value in row.items() if value != ""} for row in read_csv(_read(places))]
    )

    async def copy() -> tuple[ServiceOrder, list[CopyOutcome]]:
        async with open_database() as database, database.transaction() as tx:
            return await copy_item_to_places(
                tx,
                read_service_order_number(number),
                item,
                given,
                eligible_only=eligible_only,
                by=cli_actor(),
                now=now(),
            )

    order, outcomes = run(copy())

    def show(_: object) -> None:
        table(["place", "item", "why not"], [[one.place + 1, one.item_id, one.reason] for one in outcomes])

    emit({"serviceOrder": render_service_order(order), "outcomes": outcomes}, as_json=as_json, show=show)


def prioritize_command(
    numbers: Annotated[list[str], typer.Argument(help="The orders: ORD-000123 ...")], as_json: AsJson = False
) -> None:
    """Weigh the urgency of open orders anew; what is open below follows."""

    async def weigh() -> RecalculatedList:
        async with open_database() as database, database.transaction() as tx:
            wanted = [read_service_order_number(number) for number in numbers]
            return recalculated_list(await recalculate_priorities(tx, wanted, by=cli_actor(), now=now()))

    def show(found: RecalculatedList) -> None:
        table(["order", "before", "after"], [[one.number, one.before, one.after] for one in found.items])

    emit(run(weigh()), as_json=as_json, show=show)


def add_to(app: typer.Typer) -> None:
    """Puts these commands into `trunkline order`."""
    app.command("import")(import_command)
    app.command("copy-to-sites")(copy_command)
    app.command("prioritize")(prioritize_command)
