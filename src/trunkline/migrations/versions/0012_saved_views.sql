-- Saved views of lists, kept on the server: named filters of a person, shared with a group where wanted, and the one
-- that a list opens with.
CREATE TABLE saved_view (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id    bigint NOT NULL REFERENCES user_account ON DELETE CASCADE,
    list        text NOT NULL CHECK (list IN (
                    'serviceOrders', 'tasks', 'fallouts', 'inventory', 'enrichmentTasks', 'specifications',
                    'jeopardyAlerts', 'needsAttention', 'notifications',
                    'decisionTables', 'approvalPolicies', 'enrichmentPolicies')),
    name        text NOT NULL CHECK (name <> ''),
    query       text NOT NULL,                     -- as after the '?' of the list's address
    shared_with text REFERENCES assignment_group ON DELETE SET NULL,
    version     integer NOT NULL DEFAULT 1,
    changed_at  timestamptz NOT NULL,
    UNIQUE (owner_id, list, name)
);
CREATE INDEX saved_view_shared ON saved_view (shared_with, list) WHERE shared_with IS NOT NULL;

CREATE TABLE saved_view_default (
    user_id bigint NOT NULL REFERENCES user_account ON DELETE CASCADE,
    list    text NOT NULL,
    view_id bigint NOT NULL REFERENCES saved_view ON DELETE CASCADE,
    PRIMARY KEY (user_id, list)
);
CREATE INDEX saved_view_default_view ON saved_view_default (view_id);
