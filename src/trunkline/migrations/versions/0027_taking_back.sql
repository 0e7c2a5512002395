-- Completed work is taken back, rerouted, tested and repaired.

-- What became of a task that was taken back: who undoes it, and which task does it again. Both are tasks of the plan.
CREATE TABLE task_taken_back (
    service_order_id bigint NOT NULL,
    n                integer NOT NULL,          -- the task that was taken back
    undo_n           integer,                   -- the task that undoes it; NULL: there was nothing to undo
    again_n          integer,                   -- the task that does it again; NULL: nobody does
    reason           text NOT NULL,
    taken_back_by    text NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, n),
    FOREIGN KEY (service_order_id, n) REFERENCES task ON DELETE CASCADE,
    FOREIGN KEY (service_order_id, undo_n) REFERENCES task ON DELETE CASCADE,
    FOREIGN KEY (service_order_id, again_n) REFERENCES task ON DELETE CASCADE
);
CREATE UNIQUE INDEX task_taken_back_undo ON task_taken_back (service_order_id, undo_n) WHERE undo_n IS NOT NULL;

-- a domain order that is not wanted any more and whose work is being undone
ALTER TABLE domain_order ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
-- how often the work was taken back: each round goes out under a key of its own
ALTER TABLE effect ADD COLUMN round integer NOT NULL DEFAULT 0;
