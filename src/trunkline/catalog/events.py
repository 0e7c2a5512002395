"""What happens to the catalog."""

from __future__ import annotations

from typing import ClassVar

from trunkline.events.model import Event


class SpecificationDrafted(Event, frozen=True, kw_only=True):
    """A draft was written or changed."""

    about: ClassVar[str] = "catalog"

    specification_id: str
    version: int


class SpecificationPublished(Event, frozen=True, kw_only=True):
    """A version is in force from this catalog revision on."""

    about: ClassVar[str] = "catalog"

    specification_id: str
    version: int
    revision: int


class SpecificationRetired(Event, frozen=True, kw_only=True):
    """No new order and no new version may use it; running orders keep it."""

    about: ClassVar[str] = "catalog"

    specification_id: str
    version: int
    revision: int


class SpecificationArchived(Event, frozen=True, kw_only=True):
    """A retired version was put away."""

    about: ClassVar[str] = "catalog"

    specification_id: str
    version: int


class SpecificationDraftDeleted(Event, frozen=True, kw_only=True):
    """A draft was thrown away."""

    about: ClassVar[str] = "catalog"

    specification_id: str
    version: int


class PlanSpecificationDrafted(Event, frozen=True, kw_only=True):
    """A draft of a plan specification was written or changed."""

    about: ClassVar[str] = "catalog"

    plan_specification_id: str
    version: int


class PlanSpecificationPublished(Event, frozen=True, kw_only=True):
    """A version of a plan specification is in force from this catalog revision on."""

    about: ClassVar[str] = "catalog"

    plan_specification_id: str
    version: int
    revision: int


class PlanSpecificationRetired(Event, frozen=True, kw_only=True):
    """No new plan is made after it; plans made already keep it."""

    about: ClassVar[str] = "catalog"

    plan_specification_id: str
    version: int
    revision: int


class PlanSpecificationArchived(Event, frozen=True, kw_only=True):
    """A retired version of a plan specification was put away."""

    about: ClassVar[str] = "catalog"

    plan_specification_id: str
    version: int


class PlanSpecificationDraftDeleted(Event, frozen=True, kw_only=True):
    """A draft of a plan specification was thrown away."""

    about: ClassVar[str] = "catalog"

    plan_specification_id: str
    version: int


class CatalogLoaded(Event, frozen=True, kw_only=True):
    """Documents were loaded: what changed is in force as one revision."""

    about: ClassVar[str] = "catalog"

    revision: int
    specifications: int
    plans: int
    unchanged: int
    parts: int = 0  # decision tables and policies


class CatalogPartPublished(Event, frozen=True, kw_only=True):
    """A version of a decision table or policy is in force from this catalog revision on."""

    about: ClassVar[str] = "catalog"

    part: str  # decisionTable, approvalPolicy, enrichmentPolicy ...
    part_id: str
    version: int
    revision: int


class CatalogPartRetired(Event, frozen=True, kw_only=True):
    """A decision table or policy is out of use; orders approved before keep it."""

    about: ClassVar[str] = "catalog"

    part: str
    part_id: str
    version: int
    revision: int
