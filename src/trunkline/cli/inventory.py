"""`trunkline inventory`: what customers have."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.inventory.upgrade_job import NotUpgraded, UpgradeReport, upgrade_inventory
from trunkline.kit.clock import now

app = typer.Typer(help="Inventory: what customers have.", no_args_is_help=True)


@app.command("upgrade")
def upgrade_command(
    specification: Annotated[str | None, typer.Option(help="Only items of this specification; its id.")] = None,
    batch: Annotated[int, typer.Option(min=1, max=10_000, help="Items in one transaction.")] = 1000,
    as_json: AsJson = False,
) -> None:
    """Take inventory over to the newest published version of its specification where the values fit."""
    upgraded, skipped, failed = run(_all_batches(specification, batch))

    def show(_: object) -> None:
        say(f"upgraded {upgraded}, skipped {len(skipped)}, failed {len(failed)}")
        lines = [("skipped", one) for one in skipped] + [("failed", one) for one in failed]
        if lines:
            table(
                ["item", "specification", "version", "what became of it", "why"],
                [[one.number, one.specification, one.version, word, one.why] for word, one in lines],
                none="",
            )

    emit(
        {
            "upgraded": upgraded,
            "skipped": len(skipped),
            "failed": len(failed),
            "items": [*_view("skipped", skipped), *_view("failed", failed)],
        },
        as_json=as_json,
        show=show,
    )


async def _all_batches(specification: str | None, batch: int) -> tuple[int, list[NotUpgraded], list[NotUpgraded]]:
    """One transaction for each batch: what is done stays done when the job is stopped."""
    upgraded, after = 0, 0
    skipped: list[NotUpgraded] = []
    failed: list[NotUpgraded] = []
    async with open_database() as database:
        while True:
            async with database.transaction() as tx:
                report: UpgradeReport = await upgrade_inventory(
                    tx, specification_id=specification, after=after, limit=batch, by=cli_actor(), now=now()
                )
            upgraded += report.upgraded
            skipped += report.skipped
            failed += report.failed
            if report.after is None:
                return upgraded, skipped, failed
            after = report.after


def _view(word: str, stayed: list[NotUpgraded]) -> list[dict[str, Any]]:
    return [
        {"number": o.number, "specification": o.specification, "version": o.version, "outcome": word, "why": o.why}
        for o in stayed
    ]
