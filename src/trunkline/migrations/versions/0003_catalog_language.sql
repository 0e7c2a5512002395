-- Decision tables and policies of a catalog.
SELECT 1;
