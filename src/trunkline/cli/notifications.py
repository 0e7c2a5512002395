"""`trunkline notifications`: who is told of what, what was sent, and what was not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
import yaml

from trunkline.catalog.yaml_values import read_yaml
from trunkline.cli.output import AsJson, badge, emit, say, table, to_json
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.notifications.commands import delete_rule, save_rule, send_again, try_rule
from trunkline.notifications.errors import NotificationRuleInvalid
from trunkline.notifications.model import Notification, NotificationRule, Recipient
from trunkline.notifications.queries import list_notifications, list_rules
from trunkline.notifications.state import NotificationState
from trunkline.notifications.wire import NewNotificationRule, render_rule, rule_of

app = typer.Typer(help="Notifications by mail and webhook: rules, and what was sent.", no_args_is_help=True)


def _whom(recipient: Recipient) -> str:
    return " ".join(filter(None, (recipient.to.value, recipient.name or recipient.url)))


def _when(rule: NotificationRule) -> str:
    parts = ["at once" if rule.digest is None else f"every {rule.digest.total_seconds() / 60:g} min"]
    return " ".join([*parts, *([f"in the hours of {rule.calendar}"] if rule.calendar else [])])


@app.command("rules")
def rules_command(as_json: AsJson = False) -> None:
    """Who is told of what, and how."""

    async def read() -> list[NotificationRule]:
        async with open_database() as database, database.reading() as tx:
            return await list_rules(tx)

    def show(found: list[NotificationRule]) -> None:
        rows = [
            [r.name, "on" if r.active else "off", r.kind, ", ".join(map(_whom, r.recipients)), _when(r)] for r in found
        ]
        table(["rule", "", "tells of", "whom", "when"], rows, none="there are no notification rules")

    emit(run(read()), as_json=as_json, show=show)


def _document(rules: list[NotificationRule]) -> dict[str, Any]:
    found = {}
    for rule in rules:
        body: dict[str, Any] = msgspec.to_builtins(render_rule(rule, None, cli_actor()))
        kept = {name: body[name] for name in ("kind", "active")}
        kept["recipients"] = [{k: v for k, v in each.items() if v is not None} for each in body["recipients"]]
        if condition := {k: v for k, v in body["condition"].items() if v not in (None, [])}:
            kept["condition"] = condition
        kept |= {name: body[name] for name in ("digestMinutes", "calendar") if body[name] is not None}
        found[rule.name] = kept
    return {"notificationRules": found}


@app.command("export")
def export_command(as_json: AsJson = False) -> None:
    """All rules as YAML, to be kept and reviewed like code; `load` takes it back."""

    async def read() -> list[NotificationRule]:
        async with open_database() as database, database.reading() as tx:
            return await list_rules(tx)

    document = _document(run(read()))
    sys.stdout.write(
        to_json(document) + "\n" if as_json else yaml.safe_dump(document, sort_keys=False, allow_unicode=True)
    )


@app.command("load")
def load_command(
    file: Annotated[Path, typer.Argument(help="YAML or JSON as `export` writes it.")],
    as_json: AsJson = False,
) -> None:
    """Make the rules of a file so, all or none; rules that it does not name stay as they are."""
    try:
        document, _ = read_yaml(file.read_text(encoding="utf-8"))
        named = document.get("notificationRules") if isinstance(document, dict) else None
        if not isinstance(named, dict) or not named:
            raise NotificationRuleInvalid(f"{file}: there is no 'notificationRules' with names and rules in it")
        wanted = [
            rule_of(str(name), msgspec.convert(body, NewNotificationRule, strict=False)) for name, body in named.items()
        ]
    except (msgspec.ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise NotificationRuleInvalid(f"{file}: {error}") from None

    async def save() -> list[NotificationRule]:
        async with open_database() as database, database.transaction() as tx:
            return [await save_rule(tx, rule, by=cli_actor(), now=now()) for rule in wanted]

    saved = run(save())
    emit(saved, as_json=as_json, show=lambda made: say(f"{len(made)} rule(s) saved"))


@app.command("delete")
def delete_command(
    name: Annotated[str, typer.Argument(help="The rule.")],
    as_json: AsJson = False,
) -> None:
    """Take a rule away; what it has put into the outbox is still sent."""

    async def remove() -> None:
        async with open_database() as database, database.transaction() as tx:
            await delete_rule(tx, name, by=cli_actor(), now=now())

    run(remove())
    emit({"deleted": name}, as_json=as_json, show=lambda _: say(f"rule {name} is gone"))


@app.command("test")
def test_command(
    name: Annotated[str, typer.Argument(help="The rule.")],
    as_json: AsJson = False,
) -> None:
    """Tell the last thing of its kind to the rule's webhooks, marked as a test, and say who would get mails."""

    async def tell() -> tuple[list[int], list[str]]:
        async with open_database() as database, database.transaction() as tx:
            return await try_rule(tx, name, by=cli_actor(), now=now())

    made, would = run(tell())

    def show(_: object) -> None:
        say(f"would tell: {', '.join(would) or 'nobody'}")
        say(
            f"{len(made)} test notification(s) are on their way; `trunkline notifications list` shows what came of them"
        )

    emit({"notifications": made, "wouldTell": would}, as_json=as_json, show=show)


@app.command("list")
def list_command(
    state: Annotated[NotificationState | None, typer.Option(help="waiting, sent or dead.")] = None,
    rule: Annotated[str | None, typer.Option(help="Of this rule only.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """What was sent, waits, or was given up; the newest first."""

    async def read() -> list[Notification]:
        async with open_database() as database, database.reading() as tx:
            return await list_notifications(tx, state=state, rule=rule, limit=limit)

    def show(found: list[Notification]) -> None:
        rows = [
            [n.id, badge(n.state), n.rule, n.channel, n.recipient, n.subject, n.attempt, n.last_error] for n in found
        ]
        table(["no.", "state", "rule", "by", "to", "what", "tries", "last error"], rows, none="no notifications")

    emit(run(read()), as_json=as_json, show=show)


@app.command("send-again")
def send_again_command(
    number: Annotated[int | None, typer.Argument(help="One notification; without it, all that a rule gave up.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only what this rule gave up.")] = None,
    as_json: AsJson = False,
) -> None:
    """Send again what was given up, or one notification whatever became of it."""

    async def again() -> int:
        async with open_database() as database, database.transaction() as tx:
            return await send_again(tx, notification_id=number, rule=rule, by=cli_actor(), now=now())

    emit(
        {"count": run(again())}, as_json=as_json, show=lambda done: say(f"{done['count']} notification(s) go out again")
    )
