-- Calls to domain systems: effects, circuits, callbacks.

-- The effects ledger: what was asked of the outside for a task, written before the call. One row for a task and a
-- purpose, so that whatever happens to workers, the next one knows that something may have been done already.
CREATE TABLE effect (
    service_order_id bigint NOT NULL,
    n                integer NOT NULL,
    purpose          text NOT NULL CHECK (purpose IN ('do', 'undo')),
    state            text NOT NULL CHECK (state IN (
        'asked', 'deferred', 'waiting', 'unknown', 'answered', 'refused', 'notDone', 'compensated')),
    executor         text NOT NULL,
    system           text,
    operation        text,
    attempt          integer NOT NULL,             -- of the task, when it was asked last
    tries            integer NOT NULL DEFAULT 1,   -- attempts since a person last set it going
    asked            integer NOT NULL DEFAULT 1,   -- how often the outside was asked
    looked           integer NOT NULL DEFAULT 0,   -- how often the outside was asked how it stands
    reference        text,                         -- the domain system's own id for it
    asked_at         timestamptz NOT NULL,
    answered_at      timestamptz,
    until            timestamptz,                  -- an answer is waited for so long
    answer           jsonb,
    messages         jsonb NOT NULL DEFAULT '[]',  -- callbacks that came, oldest first
    PRIMARY KEY (service_order_id, n, purpose),
    FOREIGN KEY (service_order_id, n) REFERENCES task ON DELETE CASCADE
) WITH (fillfactor = 60);
CREATE INDEX effect_reference ON effect (system, reference) WHERE reference IS NOT NULL;
CREATE INDEX effect_open ON effect (system, asked_at) WHERE state IN ('deferred', 'waiting', 'unknown');

-- What workers keep to when they call a domain system. A system without a row has no limits.
CREATE TABLE domain_system (
    name              text PRIMARY KEY,
    concurrency       integer CHECK (concurrency > 0),         -- calls under way at a time, all workers together
    rate              double precision CHECK (rate > 0),       -- calls a second, all workers together
    failures_to_open  integer NOT NULL DEFAULT 10 CHECK (failures_to_open > 0),
    open_for          interval NOT NULL DEFAULT '30 seconds',
    opened_until      timestamptz,                             -- the circuit is open: nothing is asked before
    held              boolean NOT NULL DEFAULT false,          -- maintenance: nothing is asked until somebody releases it
    held_reason       text,
    held_by           text,
    held_at           timestamptz,
    held_until        timestamptz,                             -- when it is expected back; for the forecast
    release_rate      double precision CHECK (release_rate > 0),
    released_until    timestamptz,                             -- what was held goes out one by one until then
    callback_secret   text,                                    -- where the key is: env:NAME or file:PATH
    callback_token    text,                                    -- where the bearer token is
    changed_at        timestamptz NOT NULL
);

-- How each process uses each system; written once a second, read by the others.
CREATE TABLE domain_system_use (
    system    text NOT NULL,
    process   text NOT NULL,
    in_flight integer NOT NULL,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (system, process)
);

-- Calls that were granted in a second, for rate limits.
CREATE TABLE domain_system_second (
    system  text NOT NULL,
    second  bigint NOT NULL,
    granted integer NOT NULL,
    PRIMARY KEY (system, second)
);

-- Callbacks taken, by the digest of what was sent: the same message twice is a replay.
CREATE TABLE callback_receipt (
    system      text NOT NULL,
    digest      text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (system, digest)
);
CREATE INDEX callback_receipt_age ON callback_receipt (received_at);

-- What an execution engine outside the worker brought back, until a worker records it.
CREATE TABLE engine_outcome (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workflow  text NOT NULL UNIQUE,
    execution jsonb NOT NULL,
    answer    jsonb NOT NULL,
    at        timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE simulator_effect ADD COLUMN done integer NOT NULL DEFAULT 1;  -- how often the work was really done
ALTER TABLE simulator_effect ADD COLUMN undone integer NOT NULL DEFAULT 0;
