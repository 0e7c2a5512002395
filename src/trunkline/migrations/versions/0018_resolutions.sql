-- Resolutions that are verified; messages with their parts.
SELECT 1;
