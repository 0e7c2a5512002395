-- Clocks that stand still while work is held, and agreements on any level.

-- When the clock of a task began, once it was interrupted; null: it began when the task became ready.
ALTER TABLE task ADD COLUMN clock_started_at timestamptz;

-- Time that does not count for a task, because it was held by a fallout or waited for information. Time under a hold
-- is not written here: the hold says it.
CREATE TABLE clock_pause (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    task_n           integer NOT NULL,
    began_at         timestamptz NOT NULL,
    ended_at         timestamptz,
    PRIMARY KEY (service_order_id, task_n, began_at)
);

-- The date to meet of an order that was held as a whole: the promised or requested one, later by the time it was held.
ALTER TABLE service_order ADD COLUMN due_moved_to timestamptz;
DROP INDEX service_order_at_risk;
CREATE INDEX service_order_at_risk ON service_order (id)
    WHERE estimated_end_at > coalesce(due_moved_to, committed_due_date, requested_completion_date)
      AND state IN ('pending', 'held', 'inProgress');

-- How many open holds are on the whole order: its state is a function of this and of the counters of its tasks.
ALTER TABLE service_order ADD COLUMN open_holds integer NOT NULL DEFAULT 0 CHECK (open_holds >= 0);
UPDATE service_order AS o
   SET open_holds = (SELECT count(*) FROM hold AS h
                      WHERE h.service_order_id = o.id AND h.scope = 'serviceOrder' AND h.released_at IS NULL)
 WHERE o.id IN (SELECT service_order_id FROM hold);

-- The group that a hold was escalated to is told.
ALTER TABLE notification_rule DROP CONSTRAINT notification_rule_kind_check;
ALTER TABLE notification_rule ADD CONSTRAINT notification_rule_kind_check CHECK (kind IN (
    'approvalNeeded', 'orderRejected', 'orderCompleted', 'orderFailed', 'falloutRaised', 'falloutAssigned',
    'falloutEscalated', 'jeopardy', 'taskAssigned', 'holdEscalated'));
INSERT INTO notification_rule (name, kind, active, condition, recipients, changed_by, changed_at) VALUES
    ('hold-escalated', 'holdEscalated', false, '{}', '[{"to": "assignedGroup"}]', 'system', now());

-- Which work is watched, and at which share of its time it is in which jeopardy.
CREATE TABLE jeopardy_policy (
    name       text PRIMARY KEY CHECK (name <> ''),
    body       jsonb NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
);
ALTER TABLE jeopardy_alert DROP CONSTRAINT jeopardy_alert_subject_check, DROP CONSTRAINT jeopardy_alert_cause_check;
ALTER TABLE jeopardy_alert
    ADD CONSTRAINT jeopardy_alert_subject_check CHECK (subject IN ('serviceOrder', 'item', 'task')),
    ADD CONSTRAINT jeopardy_alert_cause_check CHECK (cause IN ('duration', 'dueDate', 'maximumLag', 'delayedTasks'));

-- Dependencies with a maximum whose successor has not started, and that nobody was told of.
ALTER TABLE task_lag ADD COLUMN overrun_open boolean NOT NULL DEFAULT true;
CREATE INDEX task_lag_overrun ON task_lag (service_order_id) WHERE maximum IS NOT NULL AND overrun_open;

-- What a client of the order sees of its jeopardy: open alerts, with the item that each is about.
CREATE VIEW order_alert AS
SELECT a.service_order_id, a.n, a.subject, a.subject_n, a.cause, a.level, a.message, a.changed_at, i.item_id
  FROM jeopardy_alert AS a
  LEFT JOIN task AS t ON a.subject = 'task' AND t.service_order_id = a.service_order_id AND t.n = a.subject_n
  LEFT JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
  LEFT JOIN service_order_item AS i
    ON i.service_order_id = a.service_order_id AND i.n = CASE a.subject WHEN 'item' THEN a.subject_n ELSE d.item_n END
 WHERE a.cleared_at IS NULL;

-- How long the last tasks of a kind took: what predictions draw from. The slots of a kind are written over in turn.
CREATE TABLE task_length (
    specification_id text NOT NULL,
    key              text NOT NULL,
    slot             smallint NOT NULL CHECK (slot BETWEEN 0 AND 199),
    seconds          double precision NOT NULL CHECK (seconds >= 0),
    planned          double precision NOT NULL,
    PRIMARY KEY (specification_id, key, slot)
);
