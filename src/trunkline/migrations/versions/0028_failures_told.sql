-- Who is named in a note of a fallout can be told.
ALTER TABLE notification_rule DROP CONSTRAINT notification_rule_kind_check;
ALTER TABLE notification_rule ADD CONSTRAINT notification_rule_kind_check CHECK (kind IN (
    'approvalNeeded', 'orderRejected', 'orderCompleted', 'orderFailed', 'falloutRaised', 'falloutAssigned',
    'falloutEscalated', 'falloutMentioned', 'jeopardy', 'taskAssigned', 'holdEscalated'));
INSERT INTO notification_rule (name, kind, active, condition, recipients, changed_by, changed_at) VALUES
    ('fallout-mentioned', 'falloutMentioned', false, '{}', '[{"to": "assignee"}]', 'system', now());
