-- What the speed of execution needs.

-- A row is updated in place, without new entries in any index, only when no index names a column that changes: not
-- in its predicate either. Tasks change their state three times, and few of them are wait tasks.
DROP INDEX task_wait;
CREATE INDEX task_wait ON task (service_order_id, domain_order_n) WHERE kind = 'wait';

-- Statistics of tables that grow by a plan at a time are looked at by rows that changed, not by a share of what is there.
ALTER TABLE task SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE event SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
