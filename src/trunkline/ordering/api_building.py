"""HTTP: building orders: copy an item to other places, import many rows; and how urgency is weighed."""

from __future__ import annotations

from litestar import get, post, put

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import read_service_order_number
from trunkline.ordering import commands, queries
from trunkline.ordering import views_enrichment as shapes
from trunkline.ordering.api_workspace import ONE, ROOT, TAG, item_number, show_detail
from trunkline.ordering.importing import Row
from trunkline.ordering.model import PriorityFactor
from trunkline.ordering.previewing import Doors
from trunkline.ordering.views_words import view_of

PRIORITY_TAG = "Priority"


@post(ONE + "/items/{item:str}/copy", tags=[TAG], status_code=200)
async def copy_item(
    number: str, item: str, database: Database, actor: Actor, doors: Doors, data: shapes.CopyBody
) -> shapes.CopyView:
    """Copies a configured item, with all that is nested in it, to other places, before approval.

    With `eligibleOnly` the places that cannot be served are skipped and reported; else one of them refuses all.
    """
    actor.require(Permission.ORDER_EDIT)
    order_id = read_service_order_number(number)
    n = item_number(order_id, item)
    refused: dict[int, str] = {}
    if doors.serviceability is not None:
        async with database.reading() as tx:
            questions = commands.asked_about(await queries.get_service_order(tx, order_id), n, data.places)
        answers = await doors.serviceability(questions)  # the world outside is asked between transactions
        refused = {index: why for index, why in enumerate(answers) if why is not None}
    async with database.transaction() as tx:
        order, outcomes = await commands.copy_item_to_places(
            tx,
            order_id,
            n,
            data.places,
            eligible_only=data.eligible_only,
            refused=refused,
            by=actor,
            now=clock.now(),
            version=data.version,
        )
        return shapes.copy_view(await show_detail(tx, order, actor), outcomes)


@post(ROOT + "/import", tags=[TAG], status_code=201)
async def import_rows(database: Database, actor: Actor, data: shapes.ImportBody) -> shapes.ImportView:
    """Makes one order from many rows, one item each. 400 names every faulty row, unless `skipInvalid` leaves them out."""
    return await _import(database, actor, data, list(data.rows))


@post(ROOT + "/importCsv", tags=[TAG], status_code=201)
async def import_csv(database: Database, actor: Actor, data: shapes.ImportCsvBody) -> shapes.ImportView:
    """As `import`, from a CSV text with a heading: itemId, specification, place.city, contact.email, characteristics."""
    return await _import(database, actor, data, commands.read_csv(data.csv))


async def _import(
    database: Database, actor: Actor, data: shapes.ImportBody | shapes.ImportCsvBody, rows: list[Row]
) -> shapes.ImportView:
    async with database.transaction() as tx:
        order, problems = await commands.import_service_order(
            tx,
            data.order,
            rows,
            by=actor,
            now=clock.now(),
            skip_invalid=data.skip_invalid,
            save_only=data.draft,
        )
        return shapes.import_view(await show_detail(tx, order, actor), problems, imported=len(order.items))


@post(ROOT + "/recalculatePriority", tags=[PRIORITY_TAG], status_code=200)
async def recalculate_priority(
    database: Database, actor: Actor, data: shapes.RecalculateBody
) -> shapes.RecalculatedList:
    """Weighs the urgency of open orders anew; items that came with a priority keep it, and open tasks follow."""
    numbers = [read_service_order_number(number) for number in data.orders]
    async with database.transaction() as tx:
        return shapes.recalculated_list(await commands.recalculate_priorities(tx, numbers, by=actor, now=clock.now()))


@get("/api/priorityFactors", tags=[PRIORITY_TAG])
async def list_priority_factors(database: Database, actor: Actor) -> shapes.PriorityFactorList:
    """What urgency is weighed from: priority = sum(rank * weight) / sum(weight); 80 critical, 60 high, 40 moderate."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        return shapes.factor_list(await commands.list_priority_factors(tx))


@put("/api/priorityFactors", tags=[PRIORITY_TAG])
async def replace_priority_factors(
    database: Database, actor: Actor, data: shapes.PriorityFactorsBody
) -> shapes.PriorityFactorList:
    """Puts these factors in place of all there are; orders keep their priority until they are recalculated."""
    factors = [view_of(PriorityFactor, factor) for factor in data.items]
    async with database.transaction() as tx:
        return shapes.factor_list(await commands.replace_priority_factors(tx, factors, by=actor, now=clock.now()))


routes = [
    copy_item,
    import_rows,
    import_csv,
    recalculate_priority,
    list_priority_factors,
    replace_priority_factors,
]
