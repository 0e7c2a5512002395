"""What a notification says: subject and text for people, a document for systems. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.kit.ids import service_order_number
from trunkline.notifications.model import Notification, NotificationKind, NotificationRule, Occasion, OrderFacts

_NOUNS = {
    NotificationKind.APPROVAL_NEEDED: "Order",
    NotificationKind.ORDER_REJECTED: "Order",
    NotificationKind.ORDER_COMPLETED: "Order",
    NotificationKind.ORDER_FAILED: "Order",
    NotificationKind.FALLOUT_RAISED: "Fallout",
    NotificationKind.FALLOUT_ASSIGNED: "Fallout",
    NotificationKind.FALLOUT_ESCALATED: "Fallout",
    NotificationKind.FALLOUT_MENTIONED: "Fallout",
    NotificationKind.TASK_ASSIGNED: "Task",
    NotificationKind.HOLD_ESCALATED: "Hold",
}
_LONGEST_SUBJECT = 150


def sentence(occasion: Occasion) -> str:
    """What happened: `Fallout FO-000123-1 was raised (...)`."""
    if occasion.kind is NotificationKind.JEOPARDY:
        return occasion.what
    return f"{_NOUNS[occasion.kind]} {occasion.number} {occasion.what}"


def subject_line(occasion: Occasion) -> str:
    """One line without line breaks, at most 150 characters."""
    line = " ".join(sentence(occasion).split())
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"


def text_outside(occasion: Occasion, order: OrderFacts) -> str:
    """The whole message for a contact of the customer: nothing that is ours only."""
    facts = [("Your reference", order.external_id), ("What", order.description), ("Our number", occasion.number)]
    lines = [f"{label}: {value}" for label, value in facts if value]
    return "\n".join([f"{sentence(occasion)}.", "", *lines])


def text(rule: NotificationRule, occasion: Occasion, order: OrderFacts, *, name: str | None) -> str:
    """The whole message for one of us, without its link; `name` is the task's, when it is about one."""
    facts = [
        ("Task", name),
        ("Service order", service_order_number(order.id)),
        ("External id", order.external_id),
        ("Customer", order.customer_name or order.customer_id),
        ("Category", order.category),
        ("Description", order.description),
        ("Priority", str(order.priority if occasion.priority is None else occasion.priority)),
        ("Group", occasion.group),
        ("Assigned to", occasion.assignee),
        ("By", None if occasion.entry.by == "system" else occasion.entry.by),
        ("At", f"{occasion.entry.at:%Y-%m-%d %H:%M} UTC"),
    ]
    lines = [f"{label}: {value}" for label, value in facts if value]
    return "\n".join([f"{sentence(occasion)}.", "", *lines, "", f"Told by the rule '{rule.name}'."])


def document(rule: NotificationRule, occasion: Occasion, order: OrderFacts) -> dict[str, object]:
    """The same for a system; `eventId` is the same in every repetition."""
    return {
        "kind": occasion.kind.value,
        "rule": rule.name,
        "eventId": occasion.entry.id,
        "event": occasion.entry.kind,
        "at": occasion.entry.at.isoformat(),
        "by": occasion.entry.by,
        "number": occasion.number,
        "message": sentence(occasion),
        "assignee": occasion.assignee,
        "group": occasion.group,
        "level": None if occasion.level is None else occasion.level.value,
        "falloutType": occasion.fallout_type,
        "serviceOrder": {
            "number": service_order_number(order.id),
            "externalId": order.external_id,
            "state": order.state,
            "priority": order.priority,
            "category": order.category,
            "customer": order.customer_name or order.customer_id,
        },
    }


def mail_subject(gathered: Sequence[Notification]) -> str:
    """The subject of a mail with these notifications."""
    if len(gathered) == 1:
        return f"[Trunkline] {gathered[0].subject}"
    return f"[Trunkline] {len(gathered)} notifications: {gathered[0].rule}"


def mail_text(gathered: Sequence[Notification], *, workspace_url: str) -> str:
    """The text of a mail with these notifications, each with a link to its page when the address of the workspace is known."""
    parts = []
    for each in gathered:
        link = f"\n{workspace_url.rstrip('/')}{each.link}" if workspace_url and each.link else ""
        parts.append(each.body + link)
    return ("\n\n" + "-" * 40 + "\n\n").join(parts) + "\n"
