-- Scheduled suspensions and upgrades of inventory.
SELECT 1;
