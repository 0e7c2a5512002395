-- Campaigns, routing and learning of fallouts.

-- One remedy for many fallouts, in waves. What will be touched is drawn once, when the campaign is drafted.
CREATE TABLE fallout_campaign (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title           text NOT NULL,
    state           text NOT NULL CHECK (state IN (
        'draft', 'awaitingApproval', 'running', 'paused', 'stopped', 'completed', 'discarded')),
    group_id        bigint REFERENCES fallout_group,
    selection       jsonb NOT NULL,                 -- what it was drawn by
    resolution      text NOT NULL CHECK (resolution IN ('retry', 'correctAndRetry', 'skip', 'giveUp')),
    change          jsonb NOT NULL,                 -- values, the same for all
    resolution_code text,
    note            text,
    waves           integer[] NOT NULL,             -- how many records each wave has
    rate            integer NOT NULL CHECK (rate > 0),                            -- records a minute
    failure_limit   integer NOT NULL CHECK (failure_limit BETWEEN 0 AND 100),     -- percent of a wave
    patience        interval NOT NULL,              -- how long an outcome is waited for
    wave            integer NOT NULL DEFAULT 0,     -- the one that is being carried out, 0 before the first
    total           integer NOT NULL,               -- records that are not left out
    needs_second    boolean NOT NULL,
    drafted_by      text NOT NULL,
    drafted_at      timestamptz NOT NULL,
    started_by      text,
    started_at      timestamptz,
    approved_by     text,
    approved_at     timestamptz,
    ended_at        timestamptz,
    stop_reason     text,
    tried_at        timestamptz,                    -- when records were last tried: the rate counts from here
    looked_at       timestamptz,                    -- when a worker last looked after it
    settled         boolean NOT NULL DEFAULT true,  -- false while the outcome of a record is still to come
    CHECK (approved_by <> started_by)
);
CREATE INDEX fallout_campaign_list ON fallout_campaign (id DESC);
CREATE INDEX fallout_campaign_of_group ON fallout_campaign (group_id, id DESC);
CREATE INDEX fallout_campaign_due ON fallout_campaign (looked_at) WHERE state = 'running' OR NOT settled;

CREATE TABLE fallout_campaign_record (
    campaign_id      bigint NOT NULL REFERENCES fallout_campaign ON DELETE CASCADE,
    place            integer NOT NULL,
    wave             integer NOT NULL,              -- 0: left out
    service_order_id bigint NOT NULL,
    fallout_n        integer NOT NULL,
    task_n           integer NOT NULL,
    signature        text NOT NULL,
    state            text NOT NULL CHECK (state IN (
        'listed', 'conflict', 'waiting', 'trying', 'succeeded', 'stillFailing', 'failingDifferently', 'refused',
        'overtaken', 'noAnswer', 'untouched')),
    reason           text,
    tried_at         timestamptz,
    settled_at       timestamptz,
    PRIMARY KEY (campaign_id, place),
    FOREIGN KEY (service_order_id, fallout_n) REFERENCES fallout ON DELETE CASCADE
);
CREATE INDEX fallout_campaign_record_step ON fallout_campaign_record (campaign_id, wave, state, place);
CREATE INDEX fallout_campaign_record_trying ON fallout_campaign_record (campaign_id) WHERE state = 'trying';
-- a fallout is in one campaign at a time
CREATE UNIQUE INDEX fallout_in_one_campaign ON fallout_campaign_record (service_order_id, fallout_n)
    WHERE state IN ('waiting', 'trying');
CREATE INDEX fallout_campaign_record_of_fallout ON fallout_campaign_record (service_order_id, fallout_n, campaign_id);

-- Who looks at a new fallout: the first rule whose conditions all hold. What is NULL does not narrow.
CREATE TABLE fallout_routing_rule (
    place            integer PRIMARY KEY,
    name             text NOT NULL,
    fallout_type     text REFERENCES fallout_type,
    specification    text,
    category         text CHECK (category IN ('cfs', 'rfs', 'resource')),
    system           text,
    urgency          integer CHECK (urgency BETWEEN 1 AND 5),   -- this priority or a more urgent one
    assignment_group text NOT NULL,
    assignee         text,
    escalate_after   interval CHECK (escalate_after > interval '0'),
    escalate_to      text,
    CHECK ((escalate_after IS NULL) = (escalate_to IS NULL))
);

-- When an open fallout goes to another group; the row ends with the escalation, or when nothing is open any more.
CREATE TABLE fallout_escalation (
    service_order_id bigint NOT NULL,
    fallout_n        integer NOT NULL,
    due_at           timestamptz NOT NULL,
    assignment_group text NOT NULL,
    rule             text NOT NULL,
    PRIMARY KEY (service_order_id, fallout_n),
    FOREIGN KEY (service_order_id, fallout_n) REFERENCES fallout ON DELETE CASCADE
);
CREATE INDEX fallout_escalation_due ON fallout_escalation (due_at);

-- Who wants to know of a fallout, or was named in a note on it.
CREATE TABLE fallout_watcher (
    service_order_id bigint NOT NULL,
    fallout_n        integer NOT NULL,
    user_name        text NOT NULL,
    since            timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, fallout_n, user_name),
    FOREIGN KEY (service_order_id, fallout_n) REFERENCES fallout ON DELETE CASCADE
);
CREATE INDEX fallout_watcher_of_user ON fallout_watcher (user_name, since DESC);

-- Analytics: what is open, what was raised and what was resolved in a period, which orders completed in it.
CREATE INDEX fallout_unresolved ON fallout (raised_at, fallout_type, assignment_group)
    WHERE state NOT IN ('resolved', 'closed', 'cancelled');
CREATE INDEX fallout_raised_at ON fallout (raised_at);
CREATE INDEX fallout_resolved_at ON fallout (resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX service_order_completed ON service_order (completion_date) WHERE completion_date IS NOT NULL;
