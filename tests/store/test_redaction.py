"""What a domain system was told and told us is kept for a person, without what nobody may read."""

from __future__ import annotations

from builders_orchestration import Shape, plant
from builders_southbound import Clock, run_to_the_end
from trunkline.kit.db import Database
from trunkline.kit.redaction import HIDDEN, Redaction, redaction_choice
from trunkline.orchestration.executor import Answer, ExecutionCall, Refused
from trunkline.reactions import react
from trunkline.southbound.registry import Executors
from trunkline.worker import Worker

SECRET = "xk-42-secret"


class Refusing:
    """Refuses everything, and says more than it should."""

    async def execute(self, call: ExecutionCall) -> Answer:
        return Refused(
            error_class="refused", retryable=False, message=f"login failed: password={SECRET} for port 7",
            exchange={
                "request": {"url": f"https://ada:{SECRET}@net.example/x", "body": {"SIM imprint": SECRET, "port": 7}},
                "response": {"status": 403, "body": f'{{"accessToken": "{SECRET}", "reason": "locked"}}'},
            },
        )  # fmt: skip


async def test_what_is_hidden_is_in_no_table_and_the_rest_is_there(database_url: str) -> None:
    """Issue 6, describe: redacted by field rules before it is kept; a rule of the operator's own counts as well."""
    redaction = Redaction(["SIM imprint"])
    database = await Database.connect(database_url, react=react, known=redaction_choice(["SIM imprint"]))
    async with database.transaction() as tx:
        await plant(tx, Shape(tasks=((1, "automated"),), edges=()))
        await tx.execute("UPDATE task SET executor = 'simulator'")
    clock = Clock()
    worker = Worker(database, Executors({"simulator": Refusing()}, redaction=redaction), clock=clock)
    await run_to_the_end(worker, clock, database)
    async with database.reading() as tx:
        [fallout] = await tx.fetch("SELECT message, exchange FROM fallout")
        tables = await tx.fetch("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
        everything = " UNION ALL ".join(f'SELECT t::text FROM "{table["name"]}" AS t' for table in tables)
        found = await tx.fetchval(f"SELECT count(*) FROM ({everything}) AS r (line) WHERE line LIKE '%{SECRET}%'")
    await database.close()
    assert found == 0
    assert "port 7" in fallout["message"]
    assert fallout["exchange"]["request"]["body"] == {"SIM imprint": HIDDEN, "port": 7}
    assert '"reason": "locked"' in fallout["exchange"]["response"]["body"]
