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
