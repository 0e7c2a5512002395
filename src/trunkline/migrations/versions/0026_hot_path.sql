-- What the speed of execution needs.
SELECT 1;
