-- Planned, estimated and actual dates.
SELECT 1;
