-- Tests, repairs and retests; closing by hand.

-- Of a task that is a test: how it came out, and what followed. One without a row has not been carried out yet.
CREATE TABLE task_test (
    service_order_id bigint NOT NULL,
    n                integer NOT NULL,
    round            integer NOT NULL DEFAULT 0 CHECK (round >= 0),  -- repairs before it
    passed           boolean,                                        -- null: a retest that was not carried out yet
    found            text NOT NULL DEFAULT '',                       -- what the test found wrong
    retest_of        integer,                                        -- the failed test that it repeats
    repair_n         integer,                                        -- the task that repairs what it found
    at               timestamptz,
    PRIMARY KEY (service_order_id, n),
    FOREIGN KEY (service_order_id, n) REFERENCES task ON DELETE CASCADE
);

-- Which way of its task specification a task goes when it does not go the usual one.
ALTER TABLE task ADD COLUMN route text;

-- A fallout may be resolved by that.
ALTER TABLE fallout DROP CONSTRAINT fallout_resolution_check;
ALTER TABLE fallout ADD CONSTRAINT fallout_resolution_check CHECK (resolution IN (
    'retry', 'correctAndRetry', 'completeByHand', 'skip', 'rollBack', 'reroute', 'giveUp'));
