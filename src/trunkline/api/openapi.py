"""The OpenAPI document: what the API says of itself."""

from __future__ import annotations

from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme, Tag

from trunkline import __version__
from trunkline.access.wire import SESSION_COOKIE

DESCRIPTION = """\
Service order management: review, decompose, orchestrate, and mend what fails.

Paths under `/tmf-api` are TM Forum Open APIs: lists are plain arrays with `X-Total-Count`, `X-Result-Count` and `Link`,
filters are attribute names (`state=held`, `orderDate.gt=2026-11-01`), `fields` selects attributes, `sort` orders.
Paths under `/api` serve the workspace: lists are objects with `items`, `total` and `next`; `next` goes into `after`.

Every error has the same body, and every code is explained at [/docs/errors](/docs/errors).
"""

TAGS = [
    Tag(name="TMF641 Service order", description="Service orders as TM Forum's TMF641 v4.1 has them."),
    Tag(
        name="Service orders", description="Service orders for the workspace: approval, investigation, notes, history."
    ),
    Tag(name="Enrichment", description="What must be found out about an item before its order can be approved."),
    Tag(
        name="Order tasks",
        description="What people do for an order itself: before approval, after it, after fulfillment.",
    ),
    Tag(name="Milestones", description="Points on an item's way that customers are told of: due, expected, reached."),
    Tag(name="Priority", description="How urgent orders are, weighed from what is known of them."),
    Tag(name="Notes", description="Notes on any record: changed and taken back by who wrote them, nothing is lost."),
    Tag(name="Attachments", description="Files at orders, items, domain orders, tasks and fallouts."),
    Tag(name="Domain orders", description="The parts of an order, each for one domain."),
    Tag(name="Orchestration plan", description="How an order is carried out."),
    Tag(name="Agreements", description="Service level agreements (SLA, OLA) on any level, and their clocks."),
    Tag(name="Jeopardy", description="Work that is late or will be, with cause, owner and acknowledgement."),
    Tag(name="Holds", description="What is held on purpose: by whom, why, until when, and what happens then."),
    Tag(name="Working calendars", description="Which hours count for the durations of tasks."),
    Tag(
        name="Domain systems", description="The systems that tasks speak to: held, released, limited; their callbacks."
    ),
    Tag(name="Tasks", description="The steps of a plan, and the people's to-do list."),
    Tag(
        name="Appointments",
        description="When somebody comes to do a task: free time slots, booking, moving, calling off.",
    ),
    Tag(name="TMF646 Appointment", description="Time slots and appointments as TM Forum's TMF646 v4 has them."),
    Tag(name="Assignment", description="Who gets which task: rules, skills, capacity, absence, push routing."),
    Tag(name="Fallout", description="Failures that a person must look at, and their remedies."),
    Tag(name="Fallout campaigns", description="One remedy for many fallouts: a canary first, the rest at a rate."),
    Tag(name="Inventory", description="What runs for customers, and on what."),
    Tag(name="TMF637 Product inventory", description="Products as TM Forum has them."),
    Tag(name="TMF638 Service inventory", description="Services as TM Forum has them."),
    Tag(name="TMF639 Resource inventory", description="Resources as TM Forum has them."),
    Tag(name="TMF633 Service specification", description="Service specifications as TM Forum has them."),
    Tag(name="TMF634 Resource specification", description="Resource specifications as TM Forum has them."),
    Tag(name="Home", description="What waits for the caller, in numbers."),
    Tag(name="Dashboard", description="How much is done, how fast, what is open, what failed, how the workers are."),
    Tag(name="Catalog", description="What can be ordered, and how it is made."),
    Tag(
        name="Saved views",
        description="Named filters of lists, one's own and those shared with one's groups; how lists look.",
    ),
    Tag(name="Session", description="Signing in and out."),
    Tag(name="Users", description="Accounts and their roles."),
    Tag(name="Assignment groups", description="People who share a to-do list."),
    Tag(name="API keys", description="Keys with which programs act for a user."),
    Tag(name="Notifications", description="Who is told of what, by mail and webhook; what was sent and what was not."),
    Tag(name="History", description="Everything that happened, in order; and as it happens."),
    Tag(name="Health", description="For those who run it."),
]


def openapi_config() -> OpenAPIConfig:
    """The configuration of the document, served at /openapi.json."""
    return OpenAPIConfig(
        title="Trunkline",
        version=__version__,
        description=DESCRIPTION,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        path="/openapi.json",
        render_plugins=[JsonRenderPlugin(path="/")],
        use_handler_docstrings=True,
        tags=TAGS,
        components=Components(
            security_schemes={
                "session": SecurityScheme(
                    type="apiKey", security_scheme_in="cookie", name=SESSION_COOKIE,
                    description="Set by POST /api/session. Changes need the header X-Requested-With too.",
                ),
                "apiKey": SecurityScheme(type="http", scheme="bearer", description="An API key of POST /api/apiKeys."),
                "basic": SecurityScheme(type="http", scheme="basic", description="User name, and password or API key."),
            }
        ),
        security=[{"session": []}, {"apiKey": []}, {"basic": []}],
    )  # fmt: skip
