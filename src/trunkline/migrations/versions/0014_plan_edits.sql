-- Edits of plans, milestones, wait tasks, header tasks.

-- A dependency that a person set aside: it holds its successor no more. It counts as met.
ALTER TABLE task_lag ADD COLUMN waived boolean NOT NULL DEFAULT false;

-- Every version of a plan after the first: who made it, why, and what changed.
CREATE TABLE plan_version (
    service_order_id bigint NOT NULL REFERENCES orchestration_plan ON DELETE CASCADE,
    version          integer NOT NULL CHECK (version > 1),
    edit             text NOT NULL,             -- what was done: addTask, skipTask, ... or growth, withdrawal
    reason           text NOT NULL,
    made_by          text NOT NULL,
    at               timestamptz NOT NULL,
    changes          jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (service_order_id, version)
);
