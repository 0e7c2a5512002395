-- What a failure is made of, and what of it may be shown.
SELECT 1;
