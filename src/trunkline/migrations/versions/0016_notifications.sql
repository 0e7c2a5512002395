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
