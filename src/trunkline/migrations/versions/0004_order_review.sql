-- Approvals by several people, enrichment, item decisions.
SELECT 1;
