-- Decision tables and policies of a catalog.

CREATE TABLE catalog_part (
    part               text NOT NULL CHECK (part IN ('decisionTable', 'approvalPolicy', 'enrichmentPolicy')),
    id                 text NOT NULL,
    version            integer NOT NULL CHECK (version >= 1),
    state              text NOT NULL CHECK (state IN ('draft', 'published', 'retired', 'archived')),
    body               jsonb NOT NULL,              -- everything but id, version and state
    published_revision bigint,
    retired_revision   bigint,
    changed_at         timestamptz NOT NULL,
    PRIMARY KEY (part, id, version),
    CHECK ((state = 'draft') = (published_revision IS NULL)),
    CHECK ((state IN ('retired', 'archived')) = (retired_revision IS NOT NULL))
);
