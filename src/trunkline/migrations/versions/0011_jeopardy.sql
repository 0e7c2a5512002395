-- Estimates that follow what happens, jeopardy alerts, holds and notifications.

ALTER TABLE task ADD COLUMN calendar text;   -- the working calendar that its duration counts in; null: around the clock

-- How far a chore has read the history.
CREATE TABLE history_reader (
    name     text PRIMARY KEY,
    tx       xid8 NOT NULL,
    event_id bigint NOT NULL
);

-- Open manual tasks by the instant at which they are late.
CREATE INDEX worklist_due ON worklist (due_at);

-- When the next share of the duration of a person's task is used up; null: not reckoned yet.
ALTER TABLE worklist ADD COLUMN next_alert_at timestamptz, ADD COLUMN alerts_done boolean NOT NULL DEFAULT false;
CREATE INDEX worklist_next_alert ON worklist (next_alert_at) WHERE NOT alerts_done;
CREATE INDEX worklist_not_reckoned ON worklist (service_order_id) WHERE next_alert_at IS NULL AND NOT alerts_done;

-- At which share of its duration (percent) a task is in which jeopardy.
CREATE TABLE jeopardy_threshold (
    level text PRIMARY KEY CHECK (level IN ('minor', 'major', 'critical')),
    share integer NOT NULL UNIQUE CHECK (share BETWEEN 1 AND 1000)
);
INSERT INTO jeopardy_threshold (level, share) VALUES ('minor', 50), ('major', 75), ('critical', 100);

CREATE TABLE jeopardy_alert (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    subject          text NOT NULL CHECK (subject IN ('serviceOrder', 'task')),
    subject_n        integer NOT NULL DEFAULT 0,        -- 0: the order itself
    cause            text NOT NULL CHECK (cause IN ('duration', 'dueDate')),
    level            text NOT NULL CHECK (level IN ('minor', 'major', 'critical')),
    message          text NOT NULL,
    owner            text,
    raised_at        timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL,
    acknowledged_at  timestamptz,
    acknowledged_by  text,
    note             text,
    cleared_at       timestamptz,
    CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL)),
    PRIMARY KEY (service_order_id, n)
);
CREATE UNIQUE INDEX jeopardy_alert_one_open ON jeopardy_alert (service_order_id, subject, subject_n, cause)
    WHERE cleared_at IS NULL;
CREATE INDEX jeopardy_alert_open ON jeopardy_alert (raised_at DESC, service_order_id DESC, n DESC)
    WHERE cleared_at IS NULL;

-- Orders that are reckoned to end after what was asked or promised; nothing needs to be late yet.
CREATE INDEX service_order_at_risk ON service_order (id)
    WHERE estimated_end_at > coalesce(committed_due_date, requested_completion_date)
      AND state IN ('pending', 'held', 'inProgress');
