"""The write door of ordering: every verb on a service order, in one list."""

from trunkline.ordering.approving import (
    approve_by_policy,
    approve_service_order,
    review,
    review_with_preview,
)
from trunkline.ordering.capturing import (
    fingerprint,
    resubmit_service_order,
    save_draft,
    submit_once,
    submit_service_order,
)
from trunkline.ordering.deciding import (
    abandon_service_order,
    assign_investigation,
    hold_service_order,
    possible_verbs,
    reject_items,
    reject_service_order,
    release_service_order,
    reopen_service_order,
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
from trunkline.ordering.enriching import (
    assign_enrichment_task,
    cancel_enrichment,
    complete_enrichment_task,
    hold_enrichment,
    hold_enrichment_task,
    resume_enrichment,
    resume_enrichment_task,
    start_enrichment_task,
)
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.urgency import (
    list_priority_factors,
    recalculate_priorities,
    replace_priority_factors,
)

__all__ = [
    "abandon_service_order",
    "add_contact",
    "add_note",
    "approve_by_policy",
    "approve_service_order",
    "assign_enrichment_task",
    "assign_investigation",
    "cancel_enrichment",
    "complete_enrichment_task",
    "delete_service_order",
    "delete_service_order_item",
    "edit_contact",
    "edit_service_order",
    "fingerprint",
    "hold_enrichment",
    "hold_enrichment_task",
    "hold_service_order",
    "list_priority_factors",
    "lock_service_order",
    "possible_verbs",
    "recalculate_priorities",
    "reject_items",
    "reject_service_order",
    "release_service_order",
    "remove_contact",
    "reopen_service_order",
    "replace_priority_factors",
    "resubmit_service_order",
    "resume_enrichment",
    "resume_enrichment_task",
    "review",
    "review_with_preview",
    "save_draft",
    "start_enrichment_task",
    "submit_once",
    "submit_service_order",
]
