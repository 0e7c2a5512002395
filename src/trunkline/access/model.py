"""Users, roles, permissions, and the actor on whose behalf a command runs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from trunkline.access.errors import NotPermitted
from trunkline.kit.ids import UserId


class Permission(StrEnum):
    """One right. A command names the one it needs; roles bundle them."""

    ORDER_READ = "service_order:read"
    ORDER_CREATE = "service_order:create"
    ORDER_EDIT = "service_order:edit"  # change or delete before approval, note, prioritise
    ORDER_APPROVE = "service_order:approve"  # approve, reject, reopen
    INVENTORY_READ = "inventory:read"
    INVENTORY_WRITE = "inventory:write"
    CATALOG_READ = "catalog:read"
    CATALOG_DESIGN = "catalog:design"  # draft, publish, retire
    TASK_READ = "task:read"
    TASK_WORK = "task:work"  # start, fill in and complete tasks
    TASK_MANAGE = "task:manage"  # assign tasks of others
    PLAN_ADD = "plan:add"  # add a task to the plan of a running order
    PLAN_SKIP = "plan:skip"  # leave a task out that has not started
    PLAN_ARRANGE = "plan:arrange"  # change what waits for what
    PLAN_OVERRIDE = "plan:override"  # start a task although what it waits for is open
    FALLOUT_READ = "fallout:read"
    FALLOUT_CREATE = "fallout:create"
    FALLOUT_WORK = "fallout:work"  # take, note, hand on
    FALLOUT_RESOLVE = "fallout:resolve"  # choose the remedy, reassign the record or its task
    EVENT_REPORT = "event:report"  # tell that an outside event has come that plans wait for
    VIEW_SHARE = "view:share"  # share views with a role, and choose what lists open with for it
    USER_ADMIN = "user:admin"
    EVENT_READ = "event:read"


class Role(StrEnum):
    """What a person is, as the trade calls it."""

    ORDER_VIEWER = "orderViewer"  # looks
    ORDER_INTEGRATOR = "orderIntegrator"  # another system that sends orders
    SERVICE_ORDER_AGENT = "serviceOrderAgent"  # captures orders, works tasks
    SERVICE_ORDER_MANAGER = "serviceOrderManager"  # approves and rejects
    FULFILLMENT_AGENT = "fulfillmentAgent"  # works tasks
    FULFILLMENT_MANAGER = "fulfillmentManager"  # assigns tasks, approves too
    FALLOUT_AGENT = "falloutAgent"  # works fallouts
    FALLOUT_MANAGER = "falloutManager"  # assigns and resolves fallouts
    CATALOG_DESIGNER = "catalogDesigner"  # writes the catalog
    ADMINISTRATOR = "administrator"  # everything


_LOOK = frozenset({Permission.ORDER_READ, Permission.INVENTORY_READ, Permission.CATALOG_READ, Permission.TASK_READ,
                   Permission.FALLOUT_READ, Permission.EVENT_READ})  # fmt: skip
_CAPTURE = _LOOK | {Permission.ORDER_CREATE, Permission.ORDER_EDIT}
_WORK = _LOOK | {Permission.TASK_WORK, Permission.FALLOUT_CREATE, Permission.EVENT_REPORT}

_EDIT_PLAN = frozenset({Permission.PLAN_ADD, Permission.PLAN_SKIP, Permission.PLAN_ARRANGE})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ORDER_VIEWER: _LOOK,
    Role.ORDER_INTEGRATOR: _CAPTURE | {Permission.EVENT_REPORT},
    Role.SERVICE_ORDER_AGENT: _CAPTURE | _WORK,
    Role.SERVICE_ORDER_MANAGER: _CAPTURE | _WORK | _EDIT_PLAN | {
        Permission.ORDER_APPROVE, Permission.TASK_MANAGE, Permission.VIEW_SHARE},
    Role.FULFILLMENT_AGENT: _WORK,
    Role.FULFILLMENT_MANAGER: _CAPTURE | _WORK | _EDIT_PLAN | {
        Permission.PLAN_OVERRIDE, Permission.ORDER_APPROVE, Permission.TASK_MANAGE, Permission.FALLOUT_WORK,
        Permission.FALLOUT_RESOLVE, Permission.VIEW_SHARE},
    Role.FALLOUT_AGENT: _LOOK | {Permission.FALLOUT_WORK, Permission.FALLOUT_CREATE},
    Role.FALLOUT_MANAGER: _LOOK | {
        Permission.FALLOUT_CREATE, Permission.FALLOUT_WORK, Permission.FALLOUT_RESOLVE, Permission.TASK_MANAGE,
        Permission.VIEW_SHARE},
    Role.CATALOG_DESIGNER: _LOOK | {Permission.CATALOG_DESIGN},
    Role.ADMINISTRATOR: frozenset(Permission),
}  # fmt: skip


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that have this right."""
    return frozenset(role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions)


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts: a signed-in user, the holder of an API key, or the system itself."""

    name: str
    permissions: frozenset[Permission]
    user_id: UserId | None = None
    full_name: str = ""
    roles: tuple[Role, ...] = ()
    groups: tuple[str, ...] = ()

    def may(self, permission: Permission) -> bool:
        """Whether the actor has this right."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raises NotPermitted, naming the right that is missing and who has it, unless the actor has it."""
        if permission not in self.permissions:
            holders = ", ".join(role for role, rights in ROLE_PERMISSIONS.items() if permission in rights)
            raise NotPermitted(f"'{self.name}' lacks the permission {permission}; these roles have it: {holders}")


SYSTEM = Actor(name="system", full_name="Trunkline", permissions=frozenset(Permission))


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person or a system with an account."""

    id: UserId
    user_name: str
    full_name: str
    email: str | None
    active: bool
    roles: tuple[Role, ...]
    groups: tuple[str, ...]


class AssignmentGroup(msgspec.Struct, frozen=True, kw_only=True):
    """People who share a to-do list; `members` are user names."""

    name: str
    description: str
    members: tuple[str, ...]


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key with which a program acts for a user. The key itself is shown once, when it is made."""

    id: int
    user_name: str
    name: str
    created_at: datetime
    revoked_at: datetime | None
    prefix: str | None = None  # how it begins, so that people know which one it is; None for keys made long ago
    roles: tuple[Role, ...] | None = None  # at most these of its user's roles; None: all that the user has
    expires_at: datetime | None = None
    last_used_at: datetime | None = None  # to a few minutes
