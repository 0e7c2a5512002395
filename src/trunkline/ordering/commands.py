"""The write door of ordering: every verb on a service order, in one list."""

from trunkline.ordering.capturing import (
    fingerprint,
    resubmit_service_order,
    save_draft,
    submit_once,
    submit_service_order,
)
from trunkline.ordering.deciding import (
    abandon_service_order,
    approve_service_order,
    assign_investigation,
    hold_service_order,
    possible_verbs,
    reject_service_order,
    release_service_order,
    reopen_service_order,
    review,
)
from trunkline.ordering.editing import (
    add_contact,
    add_note,
    delete_service_order,
    delete_service_order_item,
    edit_contact,
    edit_service_order,
    remove_contact,
)
from trunkline.ordering.locking import lock_service_order

__all__ = [
    "abandon_service_order",
    "add_contact",
    "add_note",
    "approve_service_order",
    "assign_investigation",
    "delete_service_order",
    "delete_service_order_item",
    "edit_contact",
    "edit_service_order",
    "fingerprint",
    "hold_service_order",
    "lock_service_order",
    "possible_verbs",
    "reject_service_order",
    "release_service_order",
    "remove_contact",
    "reopen_service_order",
    "resubmit_service_order",
    "review",
    "save_draft",
    "submit_once",
    "submit_service_order",
]
