-- Approvals by several people and item by item, enrichment before approval, what urgency is weighed from.

-- How many people must say yes by which policy, and for which items (none named: all that wait).
ALTER TABLE approval
    ADD COLUMN needed integer NOT NULL DEFAULT 1 CHECK (needed >= 0),
    ADD COLUMN policy text,
    ADD COLUMN items  integer[];

-- Who said yes to an approval, and what that person was shown: the dry run of exactly this version.
CREATE TABLE approval_signature (
    service_order_id bigint NOT NULL,
    approval_n       integer NOT NULL,
    signed_by        text NOT NULL,
    signed_at        timestamptz NOT NULL,
    note             text,
    preview          text,                            -- digest of what was shown; null: nothing was asked for
    shown            jsonb,
    PRIMARY KEY (service_order_id, approval_n, signed_by),
    FOREIGN KEY (service_order_id, approval_n) REFERENCES approval ON DELETE CASCADE
);

-- What must be found out about an item before its order can be approved.
CREATE TABLE enrichment_task (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    item_n           integer NOT NULL,
    item_id          text NOT NULL,
    policy           text NOT NULL,                   -- id@version
    key              text NOT NULL,
    name             text NOT NULL,
    description      text NOT NULL DEFAULT '',
    state            text NOT NULL CHECK (state IN ('waiting', 'ready', 'inProgress', 'held', 'completed', 'cancelled')),
    state_reason     text,
    assignment_group text,
    assignee         text,
    priority         integer NOT NULL DEFAULT 4,
    data             jsonb NOT NULL DEFAULT '[]',     -- the characteristics asked for
    after            jsonb NOT NULL DEFAULT '[]',     -- keys of the tasks of the same item and policy that come first
    characteristics  jsonb NOT NULL DEFAULT '{}',     -- name -> value: what was found out
    version          integer NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    ended_at         timestamptz,
    ended_by         text,
    CHECK ((state IN ('completed', 'cancelled')) = (ended_at IS NOT NULL)),
    PRIMARY KEY (service_order_id, n)
);
CREATE INDEX enrichment_task_worklist ON enrichment_task (priority, created_at, service_order_id, n)
    WHERE ended_at IS NULL;
CREATE INDEX enrichment_task_assignee ON enrichment_task (assignee) WHERE ended_at IS NULL;

-- What urgency is weighed from: each factor gives a rank of 0 to 100. Priority = sum(rank * weight) / sum(weight).
CREATE TABLE priority_factor (
    id          text PRIMARY KEY,
    name        text NOT NULL,
    source      text NOT NULL,                        -- path in what conditions look at: order.customer, item.specification
    weight      integer NOT NULL CHECK (weight BETWEEN 0 AND 100),
    ranks       jsonb NOT NULL DEFAULT '{}',          -- value as text -> rank
    otherwise   integer NOT NULL DEFAULT 0 CHECK (otherwise BETWEEN 0 AND 100)
);
