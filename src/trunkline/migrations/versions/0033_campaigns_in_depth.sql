-- Campaigns of every remedy; versions of routing rules.
SELECT 1;
