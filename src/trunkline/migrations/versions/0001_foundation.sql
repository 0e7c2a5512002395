-- The foundation: who may do what, what can be ordered, orders and their parts, inventory, history, and machine work.
--
-- Keys of everything inside a service order start with service_order_id, and no statement of an order leaves it: the
-- tables can be partitioned or sharded by it. States are text with a CHECK that equals the StrEnum in the code.

-- access ------------------------------------------------------------------------------------------------------------

CREATE TABLE user_account (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_name     text NOT NULL UNIQUE CHECK (user_name = lower(user_name) AND user_name <> ''),
    full_name     text NOT NULL,
    email         text,
    password_hash text,                            -- null: cannot sign in with a password
    active        boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL
);

CREATE TABLE user_role (
    user_id bigint NOT NULL REFERENCES user_account ON DELETE CASCADE,
    role    text NOT NULL CHECK (role IN (
        'orderViewer', 'orderIntegrator', 'serviceOrderAgent', 'serviceOrderManager', 'fulfillmentAgent',
        'fulfillmentManager', 'falloutAgent', 'falloutManager', 'catalogDesigner', 'administrator')),
    PRIMARY KEY (user_id, role)
);

CREATE TABLE assignment_group (
    name        text PRIMARY KEY,
    description text NOT NULL DEFAULT ''
);

CREATE TABLE assignment_group_member (
    assignment_group text NOT NULL REFERENCES assignment_group ON DELETE CASCADE,
    user_id          bigint NOT NULL REFERENCES user_account ON DELETE CASCADE,
    PRIMARY KEY (assignment_group, user_id)
);
CREATE INDEX assignment_group_member_user ON assignment_group_member (user_id);

CREATE TABLE api_key (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id      bigint NOT NULL REFERENCES user_account ON DELETE CASCADE,
    name         text NOT NULL,
    key_hash     bytea NOT NULL UNIQUE,             -- SHA-256; the key itself is shown once and never kept
    created_at   timestamptz NOT NULL,
    revoked_at   timestamptz
);

CREATE TABLE user_session (
    token_hash bytea PRIMARY KEY,                   -- SHA-256 of the cookie's value
    user_id    bigint NOT NULL REFERENCES user_account ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX user_session_expiry ON user_session (expires_at);

-- Wrong passwords by user name, known or not; forgotten after a quarter of an hour.
CREATE TABLE sign_in_failure (
    user_name     text PRIMARY KEY,
    failures      integer NOT NULL,
    last_at       timestamptz NOT NULL,
    blocked_until timestamptz
);
CREATE INDEX sign_in_failure_age ON sign_in_failure (last_at);

-- events ------------------------------------------------------------------------------------------------------------

CREATE TABLE event (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tx               xid8 NOT NULL DEFAULT pg_current_xact_id(),  -- readers by cursor stop at the snapshot's horizon
    kind             text NOT NULL,
    service_order_id bigint,                        -- null: not about one order
    n                integer,                       -- the part of the order it is about, as the kind says
    made_by          text NOT NULL,                 -- user name, or 'system'
    at               timestamptz NOT NULL,
    data             jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX event_of_order ON event (service_order_id, id) WHERE service_order_id IS NOT NULL;
-- the order in which readers by cursor see it
CREATE INDEX event_cursor ON event (tx, id);

-- The history is only ever added to.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history cannot be changed';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- catalog -----------------------------------------------------------------------------------------------------------

-- Every publication or retirement is one revision of the whole catalog; an order is pinned to the revision it was
-- approved with, which pins every specification, relationship, rule, mapping and plan at once.
CREATE SEQUENCE catalog_revision;

CREATE TABLE specification (
    id                 text NOT NULL,
    version            integer NOT NULL CHECK (version >= 1),
    kind               text NOT NULL CHECK (kind IN ('cfs', 'rfs', 'resource')),
    name               text NOT NULL,
    state              text NOT NULL CHECK (state IN ('draft', 'published', 'retired', 'archived')),
    body               jsonb NOT NULL,              -- characteristics, relationships, rules, mappings
    published_revision bigint,
    retired_revision   bigint,
    changed_at         timestamptz NOT NULL,
    PRIMARY KEY (id, version),
    CHECK ((state = 'draft') = (published_revision IS NULL)),
    CHECK ((state IN ('retired', 'archived')) = (retired_revision IS NOT NULL))
);

CREATE TABLE plan_specification (
    id                 text NOT NULL,
    version            integer NOT NULL CHECK (version >= 1),
    state              text NOT NULL CHECK (state IN ('draft', 'published', 'retired', 'archived')),
    body               jsonb NOT NULL,              -- condition and task specifications
    published_revision bigint,
    retired_revision   bigint,
    changed_at         timestamptz NOT NULL,
    PRIMARY KEY (id, version),
    CHECK ((state = 'draft') = (published_revision IS NULL)),
    CHECK ((state IN ('retired', 'archived')) = (retired_revision IS NOT NULL))
);

-- ordering ----------------------------------------------------------------------------------------------------------

CREATE TABLE service_order (
    id                        bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    external_id               text,
    state                     text NOT NULL CHECK (state IN (
        'draft', 'acknowledged', 'rejected', 'pending', 'held', 'inProgress', 'assessingCancellation',
        'pendingCancellation', 'cancelled', 'completed', 'failed', 'partial')),
    state_reason              text,
    state_before              text,
    version                   integer NOT NULL DEFAULT 1,  -- of what is ordered; an approval is for one version
    priority                  integer NOT NULL DEFAULT 4 CHECK (priority BETWEEN 1 AND 5),
    category                  text,
    description               text,
    customer_id               text,
    customer_name             text,
    order_date                timestamptz NOT NULL,
    requested_start_date      timestamptz,
    requested_completion_date timestamptz,
    committed_due_date        timestamptz,
    expected_completion_date  timestamptz,
    start_date                timestamptz,
    completion_date           timestamptz,
    catalog_revision          bigint,              -- set by the approval
    body                      jsonb NOT NULL DEFAULT '{}',  -- all other TMF641 attributes, as sent
    created_by                text NOT NULL,
    changed_at                timestamptz NOT NULL,
    total_items               integer NOT NULL DEFAULT 0,
    open_items                integer NOT NULL DEFAULT 0,
    failed_items              integer NOT NULL DEFAULT 0,
    cancelled_items           integer NOT NULL DEFAULT 0,
    partial_items             integer NOT NULL DEFAULT 0,
    open_tasks                integer NOT NULL DEFAULT 0 CHECK (open_tasks >= 0),
    active_tasks              integer NOT NULL DEFAULT 0 CHECK (active_tasks >= 0),
    held_tasks                integer NOT NULL DEFAULT 0 CHECK (held_tasks >= 0),
    pending_tasks             integer NOT NULL DEFAULT 0 CHECK (pending_tasks >= 0)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX service_order_external_id ON service_order (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX service_order_order_date ON service_order (order_date DESC, id DESC);
CREATE INDEX service_order_customer ON service_order (customer_id, id DESC);

-- One row per service order item; nested items name their parent.
CREATE TABLE service_order_item (
    service_order_id      bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                     integer NOT NULL,
    item_id               text NOT NULL,            -- as the customer's system calls it
    parent_n              integer,
    state                 text NOT NULL CHECK (state IN (
        'draft', 'acknowledged', 'rejected', 'pending', 'held', 'inProgress', 'assessingCancellation',
        'pendingCancellation', 'cancelled', 'completed', 'failed', 'partial')),
    state_reason          text,
    action                text NOT NULL CHECK (action IN ('add', 'modify', 'delete', 'noChange')),
    quantity              integer NOT NULL DEFAULT 1 CHECK (quantity >= 1),
    priority              integer CHECK (priority BETWEEN 1 AND 5),
    specification_id      text,
    specification_version integer,
    inventory_item_id     bigint,                   -- what a modify or delete is about
    characteristics       jsonb NOT NULL DEFAULT '{}',  -- name -> {value, origin}
    place                 jsonb,
    related_items         jsonb NOT NULL DEFAULT '[]',  -- [{relationshipType, itemId}]
    issues                jsonb NOT NULL DEFAULT '[]',  -- what lenient capture let through; blocks approval
    body                  jsonb NOT NULL DEFAULT '{}',
    ancestors             integer[] NOT NULL DEFAULT '{}',  -- itself, its parent, ...; set when the plan is made
    total_tasks           integer NOT NULL DEFAULT 0,    -- these count the tasks of the item and of those nested in it
    open_tasks            integer NOT NULL DEFAULT 0 CHECK (open_tasks >= 0),
    active_tasks          integer NOT NULL DEFAULT 0 CHECK (active_tasks >= 0),
    held_tasks            integer NOT NULL DEFAULT 0 CHECK (held_tasks >= 0),
    pending_tasks         integer NOT NULL DEFAULT 0 CHECK (pending_tasks >= 0),
    failed_tasks          integer NOT NULL DEFAULT 0,
    cancelled_tasks       integer NOT NULL DEFAULT 0,
    total_items           integer NOT NULL DEFAULT 0,   -- nested items directly below
    open_items            integer NOT NULL DEFAULT 0 CHECK (open_items >= 0),
    failed_items          integer NOT NULL DEFAULT 0,
    cancelled_items       integer NOT NULL DEFAULT 0,
    partial_items         integer NOT NULL DEFAULT 0,
    PRIMARY KEY (service_order_id, n),
    UNIQUE (service_order_id, item_id),
    FOREIGN KEY (service_order_id, parent_n) REFERENCES service_order_item DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 70);
CREATE INDEX service_order_item_specification ON service_order_item (specification_id);

-- The closed set of reasons for which an order may be rejected; an operator adds or removes rows.
CREATE TABLE rejection_reason (
    id          text PRIMARY KEY,
    name        text NOT NULL,
    description text NOT NULL DEFAULT ''
);
INSERT INTO rejection_reason (id, name, description) VALUES
    ('incompleteData', 'Incomplete data', 'Something that fulfillment needs is missing.'),
    ('wrongData', 'Wrong data', 'Something that was sent is not right.'),
    ('notFeasible', 'Not feasible', 'The service cannot be delivered at this place or by this date.'),
    ('policyBreach', 'Policy breach', 'The order breaks a contract, a discount limit or an entitlement.'),
    ('riskSuspected', 'Risk suspected', 'Fraud or credit risk must be ruled out first.'),
    ('noLongerOffered', 'No longer offered', 'What is ordered is not sold any more.'),
    ('duplicateOrder', 'Duplicate order', 'Another order asks for the same.'),
    ('other', 'Other', 'None of the others; the note says what.');

-- The row of a submitted order is pending until somebody decides, or until a change of the order withdraws it.
CREATE TABLE approval (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    state            text NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn')),
    order_version    integer NOT NULL,
    catalog_revision bigint,
    decided_by       text,
    decided_at       timestamptz,
    reason_code      text REFERENCES rejection_reason,
    note             text,
    CHECK ((state = 'pending') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
    CHECK (state <> 'rejected' OR (reason_code IS NOT NULL AND note IS NOT NULL)),
    PRIMARY KEY (service_order_id, n)
);
CREATE UNIQUE INDEX approval_one_pending ON approval (service_order_id) WHERE state = 'pending';

CREATE TABLE investigation (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    state            text NOT NULL CHECK (state IN ('open', 'inProgress', 'resolved', 'abandoned')),
    reason_code      text NOT NULL,
    note             text NOT NULL,
    assignee         text,
    due_at           timestamptz NOT NULL,
    opened_at        timestamptz NOT NULL,
    closed_at        timestamptz,
    CHECK ((state IN ('resolved', 'abandoned')) = (closed_at IS NOT NULL)),
    PRIMARY KEY (service_order_id, n)
);
CREATE UNIQUE INDEX investigation_one_open ON investigation (service_order_id) WHERE closed_at IS NULL;

CREATE TABLE idempotency_key (
    idempotency_key  text NOT NULL,
    user_name        text NOT NULL,
    request_hash     bytea NOT NULL,
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    used_at          timestamptz NOT NULL,
    PRIMARY KEY (user_name, idempotency_key)
);

-- inventory ---------------------------------------------------------------------------------------------------------

CREATE TABLE inventory_item (
    id                    bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    kind                  text NOT NULL CHECK (kind IN ('product', 'cfs', 'rfs', 'resource')),
    external_id           text,
    name                  text NOT NULL,
    state                 text NOT NULL CHECK (state IN (
        'reserved', 'active', 'changePending', 'terminationPending', 'suspended', 'terminated', 'cancelled')),
    specification_id      text NOT NULL,
    specification_version integer NOT NULL,
    parent_id             bigint REFERENCES inventory_item,  -- the product a service realises; the service above
    customer_id           text,
    place                 jsonb,
    characteristics       jsonb NOT NULL DEFAULT '{}',       -- name -> {value, origin}
    body                  jsonb NOT NULL DEFAULT '{}',       -- other attributes that an onboarded service was sent with
    service_order_id      bigint,                            -- the order that changes it now, or changed it last
    domain_order_n        integer,
    created_at            timestamptz NOT NULL,
    started_at            timestamptz,
    ended_at              timestamptz,
    CHECK ((state IN ('terminated', 'cancelled')) = (ended_at IS NOT NULL))
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX inventory_item_external_id ON inventory_item (kind, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX inventory_item_parent ON inventory_item (parent_id);
CREATE INDEX inventory_item_customer ON inventory_item (customer_id, id);
CREATE INDEX inventory_item_order ON inventory_item (service_order_id, domain_order_n);

-- Every state and set of values that an inventory item ever had.
CREATE TABLE inventory_history (
    inventory_item_id     bigint NOT NULL REFERENCES inventory_item ON DELETE CASCADE,
    at                    timestamptz NOT NULL,
    n                     bigint GENERATED ALWAYS AS IDENTITY,
    state                 text NOT NULL CHECK (state IN (
        'reserved', 'active', 'changePending', 'terminationPending', 'suspended', 'terminated', 'cancelled')),
    specification_version integer NOT NULL,
    characteristics       jsonb NOT NULL,
    service_order_id      bigint,
    PRIMARY KEY (inventory_item_id, at, n)
);

-- orchestration -----------------------------------------------------------------------------------------------------

CREATE TABLE orchestration_plan (
    service_order_id bigint PRIMARY KEY REFERENCES service_order ON DELETE CASCADE,
    version          integer NOT NULL DEFAULT 1,
    catalog_revision bigint NOT NULL,
    created_at       timestamptz NOT NULL,
    total_tasks      integer NOT NULL,
    skipped_targets  jsonb NOT NULL DEFAULT '[]'    -- targets that decomposition did not make, each with its reason
);

CREATE TABLE domain_order (
    service_order_id      bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                     integer NOT NULL,
    item_n                integer NOT NULL,
    parent_n              integer,
    ancestors             integer[] NOT NULL,       -- itself, its parent, ... up to the root: a roll-up needs no recursion
    kind                  text NOT NULL CHECK (kind IN ('cfs', 'rfs', 'resource')),
    action                text NOT NULL CHECK (action IN ('add', 'modify', 'delete')),
    state                 text NOT NULL CHECK (state IN (
        'acknowledged', 'inProgress', 'pending', 'held', 'pendingCancellation', 'cancelled', 'failed', 'completed')),
    state_reason          text,
    name                  text NOT NULL,
    specification_id      text NOT NULL,
    specification_version integer NOT NULL,
    inventory_item_id     bigint,
    characteristics       jsonb NOT NULL DEFAULT '{}',   -- name -> {value, origin}
    composed_of           jsonb NOT NULL DEFAULT '[]',   -- specifications that are part of it without an order of their own
    reason                jsonb NOT NULL,                -- why it was made
    place                 jsonb,
    plan_specification    text,                          -- 'id@version', null: closes with its children
    started_at            timestamptz,
    ended_at              timestamptz,
    total_tasks           integer NOT NULL DEFAULT 0,    -- these count its own tasks and those of all below it
    open_tasks            integer NOT NULL DEFAULT 0 CHECK (open_tasks >= 0),
    active_tasks          integer NOT NULL DEFAULT 0 CHECK (active_tasks >= 0),
    held_tasks            integer NOT NULL DEFAULT 0 CHECK (held_tasks >= 0),
    pending_tasks         integer NOT NULL DEFAULT 0 CHECK (pending_tasks >= 0),
    failed_tasks          integer NOT NULL DEFAULT 0,
    cancelled_tasks       integer NOT NULL DEFAULT 0,
    CHECK ((state IN ('cancelled', 'failed', 'completed')) = (ended_at IS NOT NULL)),
    PRIMARY KEY (service_order_id, n),
    FOREIGN KEY (service_order_id, item_n) REFERENCES service_order_item,
    FOREIGN KEY (service_order_id, parent_n) REFERENCES domain_order DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 70);

CREATE INDEX domain_order_item ON domain_order (service_order_id, item_n);

CREATE TABLE task (
    service_order_id  bigint NOT NULL,
    n                 integer NOT NULL,
    domain_order_n    integer NOT NULL,
    key               text NOT NULL,                -- of its task specification, within the plan specification
    name              text NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('manual', 'automated', 'milestone', 'wait')),
    state             text NOT NULL CHECK (state IN (
        'waiting', 'ready', 'inProgress', 'awaitingInformation', 'held', 'unknown', 'completed', 'skipped',
        'cancelled', 'failed')),
    state_reason      text,
    state_before      text,
    version           integer NOT NULL DEFAULT 1,   -- grows with every change by a person; a stale one is a conflict
    open_predecessors integer NOT NULL DEFAULT 0 CHECK (open_predecessors >= 0),
    priority          integer NOT NULL DEFAULT 4,
    executor          text NOT NULL,
    assignment_group  text,
    assignee          text,
    duration          interval NOT NULL DEFAULT '0',
    attempts          integer NOT NULL DEFAULT 0,
    ready_at          timestamptz,
    started_at        timestamptz,
    ended_at          timestamptz,
    CHECK ((state IN ('completed', 'skipped', 'cancelled', 'failed')) = (ended_at IS NOT NULL)),
    PRIMARY KEY (service_order_id, n),
    FOREIGN KEY (service_order_id, domain_order_n) REFERENCES domain_order ON DELETE CASCADE
) WITH (fillfactor = 50);

CREATE TABLE task_dependency (
    service_order_id bigint NOT NULL,
    predecessor_n    integer NOT NULL,
    successor_n      integer NOT NULL CHECK (successor_n <> predecessor_n),
    PRIMARY KEY (service_order_id, predecessor_n, successor_n),
    FOREIGN KEY (service_order_id, predecessor_n) REFERENCES task ON DELETE CASCADE,
    FOREIGN KEY (service_order_id, successor_n) REFERENCES task ON DELETE CASCADE
);
CREATE INDEX task_dependency_successor ON task_dependency (service_order_id, successor_n);

-- The people's to-do list: one row for each task that a person could act on now. Lists read this, so that the task
-- table needs no index on its state.
CREATE TABLE worklist (
    service_order_id bigint NOT NULL,
    task_n           integer NOT NULL,
    assignment_group text,
    assignee         text,
    priority         integer NOT NULL,
    due_at           timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, task_n),
    FOREIGN KEY (service_order_id, task_n) REFERENCES task ON DELETE CASCADE
);
CREATE INDEX worklist_assignee ON worklist (assignee, priority, due_at, service_order_id, task_n);
CREATE INDEX worklist_group ON worklist (assignment_group, priority, due_at, service_order_id, task_n);

-- fallout -----------------------------------------------------------------------------------------------------------

CREATE TABLE fallout_type (
    id          text PRIMARY KEY,
    name        text NOT NULL,
    description text NOT NULL DEFAULT ''
);
INSERT INTO fallout_type (id, name, description) VALUES
    ('billingIssue', 'Billing issue', 'The billing side refused or lacks what it needs.'),
    ('inventoryAllocationFailure', 'Inventory allocation failure', 'Nothing suitable could be reserved or assigned.'),
    ('provisioningFailure', 'Provisioning failure', 'A domain system refused the change or did not carry it out.');

CREATE TABLE fallout (
    service_order_id bigint NOT NULL,
    n                integer NOT NULL,
    task_n           integer NOT NULL,
    domain_order_n   integer NOT NULL,
    item_n           integer NOT NULL,
    fallout_type     text NOT NULL REFERENCES fallout_type,
    state            text NOT NULL CHECK (state IN (
        'open', 'inProgress', 'awaitingInformation', 'resolved', 'closed', 'cancelled')),
    cause            text NOT NULL,                 -- error class for automatic ones, 'reportedByPerson' for others
    message          text NOT NULL,
    signature        text NOT NULL,                 -- what makes two failures the same failure
    exchange         jsonb,                         -- what was sent and what came back
    priority         integer NOT NULL,
    assignment_group text,
    assignee         text,
    raised_by        text NOT NULL,
    raised_at        timestamptz NOT NULL,
    resolution       text CHECK (resolution IN (
        'retry', 'correctAndRetry', 'completeByHand', 'skip', 'rollBack', 'giveUp')),
    resolution_code  text,
    resolution_note  text,
    resolved_by      text,
    resolved_at      timestamptz,
    closed_at        timestamptz,
    CHECK ((state IN ('resolved', 'closed')) <= (resolution IS NOT NULL AND resolved_at IS NOT NULL)),
    CHECK ((state IN ('closed', 'cancelled')) = (closed_at IS NOT NULL)),
    PRIMARY KEY (service_order_id, n),
    FOREIGN KEY (service_order_id, task_n) REFERENCES task ON DELETE CASCADE
);
-- one open cause, one record
CREATE UNIQUE INDEX fallout_one_per_cause ON fallout (service_order_id, task_n, signature)
    WHERE state IN ('open', 'inProgress', 'awaitingInformation');
CREATE INDEX fallout_open ON fallout (priority, raised_at, service_order_id, n)
    WHERE state IN ('open', 'inProgress', 'awaitingInformation');

-- Notes on anything inside an order: work notes for staff, comments for the customer.
CREATE TABLE note (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    subject          text NOT NULL CHECK (subject IN ('serviceOrder', 'serviceOrderItem', 'domainOrder', 'task', 'fallout')),
    n                integer,
    author           text NOT NULL,
    at               timestamptz NOT NULL,
    customer_visible boolean NOT NULL DEFAULT false,
    text             text NOT NULL,
    PRIMARY KEY (service_order_id, id)
);
CREATE INDEX note_of_subject ON note (service_order_id, subject, n);

-- work --------------------------------------------------------------------------------------------------------------

-- Runnable machine work. `due_at` is at once ready time, timer, back-off and lease: claiming pushes it forward, so a
-- worker that died needs no rescuer. A row is deleted only by the worker that holds it.
CREATE TABLE work (
    kind             text NOT NULL,
    service_order_id bigint NOT NULL,
    n                integer NOT NULL DEFAULT 0,
    due_at           timestamptz NOT NULL,
    worker           text,
    attempt          integer NOT NULL DEFAULT 0,
    last_error       text,
    PRIMARY KEY (service_order_id, n, kind)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX work_due ON work (kind, due_at);

-- southbound --------------------------------------------------------------------------------------------------------

-- What was asked of the outside, by idempotency key: the simulator's own memory, so that asking twice does once.
CREATE TABLE simulator_effect (
    idempotency_key text PRIMARY KEY,
    system          text NOT NULL,
    operation       text NOT NULL,
    answer          jsonb NOT NULL,
    asked           integer NOT NULL DEFAULT 1,
    first_at        timestamptz NOT NULL
);
