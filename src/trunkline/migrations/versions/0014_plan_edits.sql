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

-- Wait tasks that somebody may end from outside: few among all tasks.
CREATE INDEX task_wait ON task (service_order_id, domain_order_n) WHERE kind = 'wait' AND state = 'inProgress';

-- What outside systems told that has come: a wait that begins later finds it here.
CREATE TABLE reported_event (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    task_n           integer NOT NULL,          -- 0: for the whole order
    event            text NOT NULL,
    reported_by      text NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, task_n, event)
);
