"""The write door of ordering: every verb on a service order, in one list."""

from trunkline.ordering.approving import (
    approve_by_policy,
    approve_service_order,
    review,
    review_with_preview,
)
from trunkline.ordering.cancellation import end_cancellations
from trunkline.ordering.capturing import (
    fingerprint,
    resubmit_service_order,
    save_draft,
    submit_once,
    submit_service_order,
)
from trunkline.ordering.copying import CopyOutcome, asked_about, copy_item_to_places
from trunkline.ordering.deciding import (
    abandon_service_order,
    assign_investigation,
    hold_service_order,
    order_offers,
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
    follow_notes,
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
from trunkline.ordering.hypothesis import hypothetical
from trunkline.ordering.importing import RowProblem, import_service_order, read_csv
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.order_task_commands import (
    assign_order_task,
    complete_order_task,
    hold_order_task,
    resume_order_task,
    start_order_task,
)
from trunkline.ordering.order_tasking import end_with_order
from trunkline.ordering.reaching import follow_orders, reach_by_ended, reach_milestone, reopen_milestone
from trunkline.ordering.urgency import (
    list_priority_factors,
    recalculate_priorities,
    replace_priority_factors,
)

__all__ = [
    "CopyOutcome",
    "RowProblem",
    "abandon_service_order",
    "add_contact",
    "add_note",
    "approve_by_policy",
    "approve_service_order",
    "asked_about",
    "assign_enrichment_task",
    "assign_investigation",
    "assign_order_task",
    "cancel_enrichment",
    "complete_enrichment_task",
    "complete_order_task",
    "copy_item_to_places",
    "delete_service_order",
    "delete_service_order_item",
    "edit_contact",
    "edit_service_order",
    "end_cancellations",
    "end_with_order",
    "fingerprint",
    "follow_notes",
    "follow_orders",
    "hold_enrichment",
    "hold_enrichment_task",
    "hold_order_task",
    "hold_service_order",
    "hypothetical",
    "import_service_order",
    "list_priority_factors",
    "lock_service_order",
    "order_offers",
    "possible_verbs",
    "reach_by_ended",
    "reach_milestone",
    "read_csv",
    "recalculate_priorities",
    "reject_items",
    "reject_service_order",
    "release_service_order",
    "remove_contact",
    "reopen_milestone",
    "reopen_service_order",
    "replace_priority_factors",
    "resubmit_service_order",
    "resume_enrichment",
    "resume_enrichment_task",
    "resume_order_task",
    "review",
    "review_with_preview",
    "save_draft",
    "start_enrichment_task",
    "start_order_task",
    "submit_once",
    "submit_service_order",
]
