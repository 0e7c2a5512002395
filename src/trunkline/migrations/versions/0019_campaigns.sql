-- Campaigns, routing and learning of fallouts.
SELECT 1;
