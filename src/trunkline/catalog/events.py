"""What happens to the catalog."""

from __future__ import annotations

from trunkline.events.model import Event


class SpecificationDrafted(Event, frozen=True, kw_only=True):
    """A draft was written or changed."""

    specification_id: str
    version: int


class SpecificationPublished(Event, frozen=True, kw_only=True):
    """A version is in force from this catalog revision on."""

    specification_id: str
    version: int
    revision: int


class SpecificationRetired(Event, frozen=True, kw_only=True):
    """No new order and no new version may use it; running orders keep it."""

    specification_id: str
    version: int
    revision: int


class SpecificationArchived(Event, frozen=True, kw_only=True):
    """A retired version was put away."""

    specification_id: str
    version: int


class SpecificationDeleted(Event, frozen=True, kw_only=True):
    """A draft was thrown away."""

    specification_id: str
    version: int


class CatalogLoaded(Event, frozen=True, kw_only=True):
    """Documents were loaded: what changed is in force as one revision."""

    revision: int
    specifications: int
    plans: int
    unchanged: int
