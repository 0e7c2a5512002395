-- Notifications by rule; skills, capacity, absence.

-- Who is told of what, and how.
CREATE TABLE notification_rule (
    name       text PRIMARY KEY CHECK (name <> ''),
    version    integer NOT NULL DEFAULT 1,
    kind       text NOT NULL CHECK (kind IN (
        'approvalNeeded', 'orderRejected', 'orderCompleted', 'orderFailed', 'falloutRaised', 'falloutAssigned',
        'falloutEscalated', 'jeopardy', 'taskAssigned')),
    active     boolean NOT NULL,
    condition  jsonb NOT NULL DEFAULT '{}',
    recipients jsonb NOT NULL,
    digest     interval CHECK (digest > '0'),           -- null: at once
    calendar   text,                                    -- sent only in its hours; null: at any time
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,                    -- events from before it are not told
    CHECK (jsonb_typeof(recipients) = 'array')
);

INSERT INTO notification_rule (name, kind, active, condition, recipients, changed_by, changed_at) VALUES
    ('approval-needed', 'approvalNeeded', false, '{}', '[{"to": "role", "name": "serviceOrderManager"}]', 'system', now()),
    ('order-rejected', 'orderRejected', false, '{}', '[{"to": "creator"}]', 'system', now()),
    ('order-completed', 'orderCompleted', false, '{}', '[{"to": "creator"}, {"to": "contact"}]', 'system', now()),
    ('order-failed', 'orderFailed', false, '{}',
     '[{"to": "creator"}, {"to": "role", "name": "serviceOrderManager"}]', 'system', now()),
    ('fallout-raised', 'falloutRaised', false, '{}', '[{"to": "assignedGroup"}]', 'system', now()),
    ('fallout-assigned', 'falloutAssigned', false, '{}', '[{"to": "assignee"}]', 'system', now()),
    ('fallout-escalated', 'falloutEscalated', false, '{}', '[{"to": "assignedGroup"}]', 'system', now()),
    ('jeopardy', 'jeopardy', false, '{"minimumLevel": "major"}',
     '[{"to": "assignee"}, {"to": "role", "name": "fulfillmentManager"}]', 'system', now()),
    ('task-assigned', 'taskAssigned', false, '{}', '[{"to": "assignee"}]', 'system', now());

-- What a person wants to hear of, and where.
CREATE TABLE notification_preference (
    user_id      bigint PRIMARY KEY REFERENCES user_account ON DELETE CASCADE,
    mail_address text,                                  -- null: that of the account
    muted        text[] NOT NULL DEFAULT '{}'           -- kinds
);

-- The outbox: one row for each notification to one address. `due_at` is when to send, the next try, and the lease.
CREATE TABLE notification (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule             text NOT NULL,
    kind             text NOT NULL,
    dedupe_key       text NOT NULL UNIQUE,              -- the same event is told to the same address once
    service_order_id bigint,
    channel          text NOT NULL CHECK (channel IN ('mail', 'webhook')),
    recipient        text NOT NULL,                     -- as people see it: who, or which host
    address          text NOT NULL,
    secret           text,                              -- names the webhook's secret, never the secret itself
    digest           boolean NOT NULL,
    subject          text NOT NULL,
    body             text NOT NULL,
    link             text NOT NULL,
    payload          jsonb NOT NULL,
    state            text NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    attempt          integer NOT NULL DEFAULT 0,
    worker           text,
    due_at           timestamptz NOT NULL,
    last_error       text,
    created_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX notification_due ON notification (due_at, rule, address, id) WHERE state = 'waiting';
CREATE INDEX notification_of_rule ON notification (rule, id DESC);
CREATE INDEX notification_of_state ON notification (state, id DESC);
CREATE INDEX notification_ended ON notification (ended_at) WHERE state <> 'waiting';

-- Who gets which task ----------------------------------------------------------------------------------------------

-- What a person can do, how much at a time, when, and who stands in for them. Without a row: no skills, ten at a time.
CREATE TABLE work_profile (
    user_id        bigint PRIMARY KEY REFERENCES user_account ON DELETE CASCADE,
    skills         text[] NOT NULL DEFAULT '{}',
    parallel_tasks integer NOT NULL DEFAULT 10 CHECK (parallel_tasks BETWEEN 0 AND 1000),
    calendar       text,                            -- gets work in its hours only; null: at any time
    absent_from    timestamptz,
    absent_until   timestamptz,
    deputy         text,                            -- user name; null: work goes back to the group
    CHECK ((absent_from IS NULL) = (absent_until IS NULL)),
    CHECK (absent_until > absent_from)
);
CREATE INDEX work_profile_absent ON work_profile (absent_until) WHERE absent_until IS NOT NULL;

-- Tasks of a group with `push` are given to free members; without, members take them.
ALTER TABLE assignment_group ADD COLUMN push boolean NOT NULL DEFAULT false;

-- Which group does what; the first active rule by position that holds decides.
CREATE TABLE assignment_rule (
    name             text PRIMARY KEY CHECK (name <> ''),
    version          integer NOT NULL DEFAULT 1,
    position         integer NOT NULL,
    active           boolean NOT NULL,
    condition        jsonb NOT NULL DEFAULT '{}',
    assignment_group text NOT NULL,
    changed_by       text NOT NULL,
    changed_at       timestamptz NOT NULL
);
CREATE INDEX assignment_rule_position ON assignment_rule (position, name);

-- Filled in soon after a row comes onto the list: needed skills (sorted, joined by commas), how many tasks wait for it
-- near by, and the instant it is ranked by. What ranks first never depends on the clock, so an index knows it.
ALTER TABLE worklist
    ADD COLUMN routed    boolean NOT NULL DEFAULT false,
    ADD COLUMN skill_set text NOT NULL DEFAULT '',
    ADD COLUMN impact    integer NOT NULL DEFAULT 0,
    ADD COLUMN rank_at   timestamptz,
    ADD COLUMN reason    text;                      -- why the group, or the person, has it
CREATE INDEX worklist_not_routed ON worklist (service_order_id, task_n) WHERE NOT routed;
CREATE INDEX worklist_free ON worklist (coalesce(assignment_group, ''), skill_set, priority, rank_at, service_order_id, task_n)
    WHERE assignee IS NULL AND routed;
