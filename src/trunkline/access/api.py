"""HTTP: signing in and out, users, assignment groups and API keys."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import Cookie
from litestar.params import QueryParameter

from trunkline.access import api_accounts, api_preferences, api_views, commands, queries
from trunkline.access.errors import WrongCredentials
from trunkline.access.model import Actor, Permission, roles_with
from trunkline.access.origin import refuse_foreign_page
from trunkline.access.sign_in import check_sign_in, sign_in
from trunkline.access.wire import (
    SESSION_COOKIE,
    GroupBody,
    GroupsBody,
    Members,
    NewGroup,
    NewPassword,
    PeopleBody,
    SessionBody,
    SignIn,
    render_group,
    render_person,
    render_session,
)
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.tmf import decode_cursor, encode_cursor


def _cookie(request: Request[Any, Any, Any], value: str, *, max_age: int) -> Cookie:
    return Cookie(
        key=SESSION_COOKIE,
        value=value,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        max_age=max_age,
    )


@post("/api/session", tags=["Session"], status_code=200, security=[{}])
async def open_session(data: SignIn, request: Request[Any, Any, Any], database: Database) -> Response[SessionBody]:
    """Signs in: answers who one is and sets the session cookie."""
    refuse_foreign_page(request.headers, origin_needed=False)
    actor, token = await sign_in(database, data.user_name, data.password, now=clock.now())
    seconds = int(queries.SESSION_LENGTH.total_seconds())
    return Response(render_session(actor), cookies=[_cookie(request, token, max_age=seconds)])


@get("/api/session", tags=["Session"])
async def show_session(actor: Actor) -> SessionBody:
    """Who the caller is, with roles, permissions and groups."""
    return render_session(actor)


@delete("/api/session", tags=["Session"], security=[{}])
async def close_session(request: Request[Any, Any, Any], database: Database) -> Response[None]:
    """Signs out: the session ends, and its cookie is taken away."""
    refuse_foreign_page(request.headers, origin_needed=False)
    if token := request.cookies.get(SESSION_COOKIE):
        async with database.transaction() as tx:
            await commands.sign_out(tx, token, now=clock.now())
    return Response(None, status_code=204, cookies=[_cookie(request, "", max_age=0)])


@get("/api/people", tags=["Users"])
async def list_people(
    database: Database,
    actor: Actor,
    permission: Permission = Permission.TASK_WORK,
    group: str | None = None,
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 20,
    after: str | None = None,
) -> PeopleBody:
    """Active users with a right, whom work can be given to; `search` looks into user names and full names."""
    actor.require(Permission.TASK_READ)
    (last,) = decode_cursor(after, tuple[str]) if after else ("",)
    async with database.reading() as tx:
        people, total = await queries.find_people(
            tx, roles=roles_with(permission), group=group, search=search, after=last, limit=limit + 1
        )
    more, people = len(people) > limit, people[:limit]
    return PeopleBody(
        items=[render_person(user) for user in people],
        total=total,
        next=encode_cursor((people[-1].user_name,)) if more else None,
    )


@put("/api/users/{user_name:str}/password", tags=["Users"], status_code=204)
async def set_password(user_name: str, data: NewPassword, database: Database, actor: Actor) -> None:
    """Sets a password; to change one's own, the current one is needed. All sessions of the user end."""
    if user_name.strip().lower() == actor.name:
        if data.current_password is None:
            raise WrongCredentials("send currentPassword too: it is needed to change your own password")
        await check_sign_in(database, actor.name, data.current_password, now=clock.now())
    async with database.transaction() as tx:
        await commands.set_password(tx, user_name, data.password, by=actor, now=clock.now())


@get("/api/groups", tags=["Assignment groups"])
async def list_groups(database: Database, actor: Actor) -> GroupsBody:
    """Every assignment group with its members."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        groups = await queries.list_groups(tx)
    return GroupsBody(items=[render_group(group) for group in groups], total=len(groups), next=None)


@post("/api/groups", tags=["Assignment groups"])
async def create_group(data: NewGroup, database: Database, actor: Actor) -> GroupBody:
    """Makes an assignment group."""
    now = clock.now()
    async with database.transaction() as tx:
        group = await commands.create_group(tx, name=data.name, description=data.description, by=actor, now=now)
        if data.members:
            group = await commands.set_members(tx, group.name, data.members, by=actor, now=now)
    return render_group(group)


@put("/api/groups/{name:str}/members", tags=["Assignment groups"])
async def set_members(name: str, data: Members, database: Database, actor: Actor) -> GroupBody:
    """The group has exactly these members from now on."""
    async with database.transaction() as tx:
        return render_group(await commands.set_members(tx, name, data.members, by=actor, now=clock.now()))


@delete("/api/groups/{name:str}", tags=["Assignment groups"])
async def delete_group(name: str, database: Database, actor: Actor) -> None:
    """Removes a group; its members stay users."""
    async with database.transaction() as tx:
        await commands.delete_group(tx, name, by=actor, now=clock.now())


routes = [
    open_session, show_session, close_session, list_people, set_password,
    list_groups, create_group, set_members, delete_group,
    *api_accounts.routes, *api_views.routes, *api_preferences.routes,
]  # fmt: skip
