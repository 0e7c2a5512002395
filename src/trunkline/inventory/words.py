"""How TMF637, TMF638 and TMF639 v4 call the states of inventory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from trunkline.inventory.model import InventoryKind
from trunkline.inventory.state import InventoryState

_S = InventoryState

SERVICE_STATE: Final[Mapping[InventoryState, str]] = {
    _S.RESERVED: "reserved",
    _S.ACTIVE: "active",
    _S.CHANGE_PENDING: "active",
    _S.TERMINATION_PENDING: "active",
    _S.SUSPENDED: "inactive",
    _S.TERMINATED: "terminated",
    _S.CANCELLED: "terminated",
}

PRODUCT_STATUS: Final[Mapping[InventoryState, str]] = {
    _S.RESERVED: "pendingActive",
    _S.ACTIVE: "active",
    _S.CHANGE_PENDING: "active",
    _S.TERMINATION_PENDING: "pendingTerminate",
    _S.SUSPENDED: "suspended",
    _S.TERMINATED: "terminated",
    _S.CANCELLED: "cancelled",
}


class ResourceWords(NamedTuple):
    """The four states that TMF639 gives a resource at once."""

    resource_status: str
    operational_state: str
    administrative_state: str
    usage_state: str


RESOURCE_WORDS: Final[Mapping[InventoryState, ResourceWords]] = {
    _S.RESERVED: ResourceWords("reserved", "disable", "locked", "idle"),
    _S.ACTIVE: ResourceWords("available", "enable", "unlocked", "active"),
    _S.CHANGE_PENDING: ResourceWords("available", "enable", "unlocked", "busy"),
    _S.TERMINATION_PENDING: ResourceWords("available", "enable", "shutdown", "active"),
    _S.SUSPENDED: ResourceWords("suspended", "disable", "locked", "idle"),
    _S.TERMINATED: ResourceWords("unknown", "disable", "locked", "idle"),
    _S.CANCELLED: ResourceWords("unknown", "disable", "locked", "idle"),
}

SERVICE_KINDS: Final = (InventoryKind.CFS, InventoryKind.RFS)
CATEGORY: Final[Mapping[InventoryKind, str]] = {InventoryKind.CFS: "CFS", InventoryKind.RFS: "RFS"}
