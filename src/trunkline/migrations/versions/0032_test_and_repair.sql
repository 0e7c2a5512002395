-- Tests, repairs and retests; closing by hand.
SELECT 1;
