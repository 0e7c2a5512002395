-- Files attached to orders, tasks and fallouts.
SELECT 1;
