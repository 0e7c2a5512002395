"""The life of a specification: drafts may change, what is published never does."""

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class SpecificationState(StrEnum):
    """States of a specification version and of a plan specification version."""

    DRAFT = "draft"  # being written, not used by any order
    PUBLISHED = "published"  # in force, immutable
    RETIRED = "retired"  # no new orders, no new versions; running orders keep it
    ARCHIVED = "archived"  # put away


SPECIFICATION_LIFECYCLE = Lifecycle(
    SpecificationState,
    SpecificationState.DRAFT,
    [
        ("publish", SpecificationState.DRAFT, SpecificationState.PUBLISHED),
        ("retire", SpecificationState.PUBLISHED, SpecificationState.RETIRED),
        ("archive", SpecificationState.RETIRED, SpecificationState.ARCHIVED),
    ],
)
