"""`trunkline user`: who may sign in, and keys for programs."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from trunkline.access.commands import create_api_key, create_user, set_members
from trunkline.access.model import Role, User
from trunkline.access.queries import find_group, get_user, list_users
from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid, NotFound

app = typer.Typer(help="Users and API keys.", no_args_is_help=True)


class PasswordsDiffer(Invalid):
    """The password was not typed the same twice."""

    contract = Contract("The two passwords are not the same.", "Type them again.", field="password")


def _ask_password() -> str:
    """Typed twice at a terminal, else the first line of standard input; never an argument, which others could see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise PasswordsDiffer("the two passwords differ: type the same one twice")
    return password


@app.command("add")
def add_command(
    user_name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[list[Role], typer.Option(help="A role; may be repeated.")],
    full_name: Annotated[str, typer.Option(help="As people say it.")] = "",
    email: Annotated[str | None, typer.Option(help="Where to write to.")] = None,
    group: Annotated[list[str] | None, typer.Option(help="An assignment group; may be repeated.")] = None,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password, or read it from standard input.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Add a user; without a password the account works with API keys only."""
    secret = _ask_password() if password else None

    async def add() -> User:
        actor = cli_actor()
        async with open_database() as database, database.transaction() as tx:
            user = await create_user(
                tx, user_name=user_name, full_name=full_name, roles=role, email=email, password=secret,
                by=actor, now=now(),
            )  # fmt: skip
            for name in group or []:
                found = await find_group(tx, name)
                if found is None:
                    raise NotFound(f"there is no assignment group '{name}': add it in the workspace first")
                await set_members(tx, name, [*found.members, user.user_name], by=actor, now=now())
            return await get_user(tx, user.user_name)

    emit(run(add()), as_json=as_json, show=lambda user: say(f"added {user.user_name}: {', '.join(user.roles)}"))


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """Everybody with an account."""

    async def read() -> list[User]:
        users: list[User] = []
        async with open_database() as database, database.reading() as tx:
            while page := await list_users(tx, after=users[-1].user_name if users else "", limit=200):
                users += page
        return users

    def show(users: list[User]) -> None:
        table(
            ["user", "name", "roles", "groups", "active"],
            [[u.user_name, u.full_name, ", ".join(u.roles), ", ".join(u.groups), "yes" if u.active else "no"]
             for u in users],
            none="nobody: run `trunkline user add NAME --role administrator --password`",
        )  # fmt: skip

    emit(run(read()), as_json=as_json, show=show)


@app.command("key")
def key_command(
    user_name: Annotated[str, typer.Argument(help="Whose key it will be.")],
    name: Annotated[str, typer.Option(help="What the key is for.")] = "command line",
    as_json: AsJson = False,
) -> None:
    """Make an API key; it is shown this one time."""

    async def make() -> tuple[int, str]:
        async with open_database() as database, database.transaction() as tx:
            made, key = await create_api_key(tx, name=name, user_name=user_name, by=cli_actor(), now=now())
            return made.id, key

    key_id, key = run(make())
    body = {"id": key_id, "userName": user_name, "name": name, "key": key}
    emit(body, as_json=as_json, show=lambda _: say(key))
