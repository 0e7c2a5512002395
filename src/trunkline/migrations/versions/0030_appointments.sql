-- Appointments of field work.

-- not to be begun before, because of an appointment: kept apart from what lags say, which is reckoned anew
ALTER TABLE task ADD COLUMN earliest_at timestamptz;

-- What a group offers to those who make appointments; a group without a row offers what the defaults say.
CREATE TABLE appointment_offer (
    assignment_group text PRIMARY KEY REFERENCES assignment_group ON DELETE CASCADE,
    slot_length      interval NOT NULL CHECK (slot_length BETWEEN '15 minutes' AND '24 hours'),
    lead_time        interval NOT NULL CHECK (lead_time BETWEEN '0' AND '90 days'),
    keep_reserved    interval NOT NULL CHECK (keep_reserved BETWEEN '1 minute' AND '7 days'),
    most_at_once     integer CHECK (most_at_once BETWEEN 0 AND 1000),  -- null: as many as there are people
    calendar         text,                             -- in whose hours slots lie; null: that of the task
    version          integer NOT NULL DEFAULT 1,
    changed_by       text NOT NULL,
    changed_at       timestamptz NOT NULL
);

CREATE TABLE appointment (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    task_n           integer NOT NULL,
    state            text NOT NULL CHECK (state IN ('reserved', 'confirmed', 'completed', 'missed', 'cancelled', 'expired')),
    assignment_group text NOT NULL,
    person           text,                             -- who is kept free for it; null with a system outside
    skills           text[] NOT NULL DEFAULT '{}',
    start_at         timestamptz NOT NULL,
    end_at           timestamptz NOT NULL CHECK (end_at > start_at),
    expires_at       timestamptz,                      -- only while reserved
    reference        text,                             -- of the system outside that keeps it
    external_id      text,
    note             text,
    booked_by        text NOT NULL,
    booked_at        timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    end_reason       text,
    version          integer NOT NULL DEFAULT 1,
    CHECK ((state = 'reserved') = (expires_at IS NOT NULL)),
    CHECK ((state IN ('reserved', 'confirmed')) = (ended_at IS NULL)),
    PRIMARY KEY (service_order_id, n)
);
CREATE UNIQUE INDEX appointment_open ON appointment (service_order_id, task_n) WHERE state IN ('reserved', 'confirmed');
CREATE INDEX appointment_of_group ON appointment (assignment_group, start_at) WHERE state IN ('reserved', 'confirmed');
CREATE INDEX appointment_of_person ON appointment (person, start_at) WHERE state IN ('reserved', 'confirmed');
CREATE INDEX appointment_expiry ON appointment (expires_at) WHERE state = 'reserved';
CREATE INDEX appointment_end ON appointment (end_at) WHERE state = 'confirmed';

-- Appointments that cannot be kept as things stand, and those that nobody kept and that were not made anew.
CREATE VIEW appointment_at_risk AS
SELECT a.service_order_id, a.task_n, a.n, a.state = 'missed' AS missed, a.start_at, t.estimated_start_at, t.name, t.assignee, a.assignment_group
  FROM appointment AS a
  JOIN task AS t ON t.service_order_id = a.service_order_id AND t.n = a.task_n
 WHERE a.state = 'confirmed' AND t.started_at IS NULL AND t.ended_at IS NULL
   AND t.estimated_start_at > a.start_at + interval '1 minute'
UNION ALL
SELECT a.service_order_id, a.task_n, a.n, a.state = 'missed' AS missed, a.start_at, t.estimated_start_at, t.name, t.assignee, a.assignment_group
  FROM appointment AS a
  JOIN task AS t ON t.service_order_id = a.service_order_id AND t.n = a.task_n
 WHERE a.state = 'missed' AND t.started_at IS NULL AND t.ended_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM appointment AS b
                    WHERE b.service_order_id = a.service_order_id AND b.task_n = a.task_n AND b.n <> a.n
                      AND (b.state IN ('reserved', 'confirmed') OR b.n > a.n));
CREATE INDEX appointment_missed ON appointment (service_order_id, task_n) WHERE state = 'missed';

ALTER TABLE jeopardy_alert
    DROP CONSTRAINT jeopardy_alert_cause_check,
    ADD CONSTRAINT jeopardy_alert_cause_check CHECK (cause IN (
        'duration', 'dueDate', 'maximumLag', 'delayedTasks', 'agreement', 'appointment'));
