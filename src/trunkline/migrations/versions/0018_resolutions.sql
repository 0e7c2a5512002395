-- Resolutions that are verified; messages with their parts.

-- A remedy that sends the task on its way leaves the fallout `resolving` until the task has ended well.
ALTER TABLE fallout
    DROP CONSTRAINT fallout_state_check,
    ADD CONSTRAINT fallout_state_check CHECK (state IN (
        'open', 'inProgress', 'awaitingInformation', 'resolving', 'resolved', 'closed', 'cancelled')),
    ADD COLUMN failed_again integer NOT NULL DEFAULT 0,   -- remedies after which the task failed once more
    ADD COLUMN outcome text CHECK (outcome IN ('stillFailing', 'failingDifferently')),  -- of the last of them
    ADD CHECK ((state = 'resolving') <= (resolution IS NOT NULL));

-- what is being verified is the record of its cause, too
DROP INDEX fallout_one_per_cause;
CREATE UNIQUE INDEX fallout_one_per_cause ON fallout (service_order_id, task_n, signature)
    WHERE state IN ('open', 'inProgress', 'awaitingInformation', 'resolving');
CREATE INDEX fallout_resolving ON fallout (service_order_id, task_n) WHERE state = 'resolving';

-- Every remedy that was applied, for which failure, and how it came out: what success is measured by.
CREATE TABLE fallout_remedy (
    service_order_id bigint NOT NULL,
    n                integer NOT NULL,
    attempt          integer NOT NULL,              -- from 1
    signature        text NOT NULL,                 -- of the fallout at that time
    resolution       text NOT NULL,
    resolution_code  text,
    note             text,
    applied_by       text NOT NULL,
    applied_at       timestamptz NOT NULL,
    outcome          text NOT NULL CHECK (outcome IN (
        'tried', 'mended', 'stillFailing', 'failingDifferently', 'overtaken')),
    ended_at         timestamptz,
    CHECK ((outcome = 'tried') = (ended_at IS NULL)),
    PRIMARY KEY (service_order_id, n, attempt),
    FOREIGN KEY (service_order_id, n) REFERENCES fallout ON DELETE CASCADE
);
CREATE INDEX fallout_remedy_of_failure ON fallout_remedy (signature, resolution, outcome);

-- somebody waits for the end of this task
ALTER TABLE task ADD COLUMN watched boolean NOT NULL DEFAULT false;
