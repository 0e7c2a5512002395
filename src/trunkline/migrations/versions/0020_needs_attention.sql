-- What needs attention is found by these: few rows of large tables.

CREATE INDEX domain_order_held ON domain_order (service_order_id, n) WHERE state = 'held';

-- Plans that changed after they were made.
CREATE INDEX orchestration_plan_changed ON orchestration_plan (service_order_id) WHERE version > 1;
