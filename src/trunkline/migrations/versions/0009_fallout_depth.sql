-- Fallout groups, campaigns, escalation, watchers.
SELECT 1;
