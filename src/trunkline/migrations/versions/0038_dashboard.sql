-- Workers tell that they are there.
CREATE TABLE worker_heartbeat (
    worker     text PRIMARY KEY,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    in_hand    integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Tasks that ended in a period. Block ranges: a task that ends writes no index entry, and its row stays on its page.
CREATE INDEX task_ended ON task USING brin (ended_at) WITH (pages_per_range = 32, autosummarize = on);

-- People, keys and history for those who administer them.
ALTER TABLE user_account ADD COLUMN last_sign_in_at timestamptz;
ALTER TABLE api_key
    ADD COLUMN prefix       text,         -- how the key begins, so that people know which one it is
    ADD COLUMN roles        text[],       -- null: all that its user has
    ADD COLUMN expires_at   timestamptz,
    ADD COLUMN last_used_at timestamptz;

ALTER TABLE saved_view
    DROP CONSTRAINT saved_view_list_check,
    ADD CONSTRAINT saved_view_list_check CHECK (list IN (
        'serviceOrders', 'tasks', 'orderTasks', 'fallouts', 'inventory', 'enrichmentTasks', 'specifications',
        'jeopardyAlerts', 'needsAttention', 'notifications', 'decisionTables', 'approvalPolicies', 'enrichmentPolicies',
        'milestonePolicies', 'orderTaskPolicies', 'workOrderPolicies', 'allTasks', 'work', 'users', 'apiKeys', 'audit'));
