-- Milestones, tasks of the order itself, work orders and appointments.

ALTER TABLE catalog_part
    DROP CONSTRAINT catalog_part_part_check,
    ADD CONSTRAINT catalog_part_part_check CHECK (part IN (
        'decisionTable', 'approvalPolicy', 'enrichmentPolicy', 'milestonePolicy', 'orderTaskPolicy', 'workOrderPolicy'));

-- Points on an item's way that customers are told of: made at submission, reached by what the row says or by a person.
CREATE TABLE milestone (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    item_n           integer NOT NULL,
    item_id          text NOT NULL,
    policy           text NOT NULL,                   -- id@version
    key              text NOT NULL,
    name             text NOT NULL,
    description      text NOT NULL DEFAULT '',
    state            text NOT NULL CHECK (state IN ('open', 'reached', 'missed')),
    task_key         text,
    specification_id text,
    order_state      text,
    due_basis        text NOT NULL CHECK (due_basis IN ('plan', 'submitted', 'requested')),
    due_offset       interval NOT NULL,
    due_at           timestamptz,
    targets          integer NOT NULL DEFAULT 0,      -- tasks or domain orders of the plan that reach it together
    open_targets     integer NOT NULL DEFAULT 0 CHECK (open_targets >= 0),
    linked_task      integer NOT NULL DEFAULT 0,      -- the plan was looked at up to this task and domain order
    linked_domain_order integer NOT NULL DEFAULT 0,
    reached_at       timestamptz,
    reached_by       text,
    note             text,
    version          integer NOT NULL DEFAULT 1,
    CHECK ((state = 'reached') = (reached_at IS NOT NULL) AND (reached_at IS NULL) = (reached_by IS NULL)),
    PRIMARY KEY (service_order_id, n),
    UNIQUE (service_order_id, item_n, policy, key)
);

-- The tasks and domain orders that a milestone waits for; a reader of one of them finds its milestones by the key.
CREATE TABLE milestone_target (
    service_order_id bigint NOT NULL,
    part             text NOT NULL CHECK (part IN ('task', 'domainOrder')),
    n                integer NOT NULL,
    milestone_n      integer NOT NULL,
    ended            boolean NOT NULL DEFAULT false,
    PRIMARY KEY (service_order_id, part, n, milestone_n),
    FOREIGN KEY (service_order_id, milestone_n) REFERENCES milestone ON DELETE CASCADE
);
CREATE INDEX milestone_target_milestone ON milestone_target (service_order_id, milestone_n);

-- What people do for an order itself, outside the plan of what is made: before approval, after it, after fulfillment.
CREATE TABLE order_task (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    stage            text NOT NULL CHECK (stage IN ('submitted', 'postApproval', 'postFulfillment')),
    item_n           integer,                         -- null: for the order as a whole
    item_id          text,
    policy           text NOT NULL,                   -- id@version
    key              text NOT NULL,
    name             text NOT NULL,
    description      text NOT NULL DEFAULT '',
    gates_approval   boolean NOT NULL DEFAULT false,
    state            text NOT NULL CHECK (state IN ('waiting', 'ready', 'inProgress', 'held', 'completed', 'cancelled')),
    state_reason     text,
    assignment_group text,
    assignee         text,
    priority         integer NOT NULL DEFAULT 4,
    duration         interval NOT NULL,
    after            text[] NOT NULL DEFAULT '{}',    -- keys of tasks of the same policy and item that come first
    due_at           timestamptz,                     -- set when it can be begun
    note             text,                            -- what came of it
    version          integer NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    ended_at         timestamptz,
    ended_by         text,
    CHECK ((state IN ('completed', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK ((item_n IS NULL) = (item_id IS NULL)),
    PRIMARY KEY (service_order_id, n)
);
CREATE INDEX order_task_open ON order_task (service_order_id) WHERE ended_at IS NULL;
CREATE INDEX order_task_worklist ON order_task (priority, due_at, service_order_id, n)
    WHERE state IN ('ready', 'inProgress', 'held');

-- Tasks after which their item cannot simply be taken back, and the items that have passed one.
CREATE TABLE point_of_no_return (
    service_order_id bigint NOT NULL,
    task_n           integer NOT NULL,
    hardness         text NOT NULL CHECK (hardness IN ('soft', 'hard')),
    passed_at        timestamptz,
    PRIMARY KEY (service_order_id, task_n),
    FOREIGN KEY (service_order_id, task_n) REFERENCES task ON DELETE CASCADE
);
ALTER TABLE service_order_item
    ADD COLUMN point_of_no_return    text CHECK (point_of_no_return IN ('soft', 'hard')),
    ADD COLUMN point_of_no_return_at timestamptz;

-- What came of applying plan specifications when a plan was made, joined by a branch, or could not be made.
CREATE TABLE plan_application (
    service_order_id   bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                  bigint GENERATED ALWAYS AS IDENTITY,
    plan_specification text,                          -- id@version; null: no plan came of it at all
    domain_orders      integer NOT NULL,              -- to how many it was applied
    expected           integer NOT NULL,              -- tasks that its patterns ask for
    created            integer NOT NULL,
    skipped            integer NOT NULL,              -- their condition did not hold
    errored            integer NOT NULL,
    problem            text,
    at                 timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, n)
);

-- Lists of the new policies can be kept as views.
ALTER TABLE saved_view
    DROP CONSTRAINT saved_view_list_check,
    ADD CONSTRAINT saved_view_list_check CHECK (list IN (
        'serviceOrders', 'tasks', 'fallouts', 'inventory', 'enrichmentTasks', 'specifications', 'jeopardyAlerts',
        'needsAttention', 'notifications', 'decisionTables', 'approvalPolicies', 'enrichmentPolicies',
        'milestonePolicies', 'orderTaskPolicies', 'workOrderPolicies'));
