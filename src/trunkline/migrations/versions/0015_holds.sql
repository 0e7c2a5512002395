-- Holds with an owner and an expiry; clocks that pause.
SELECT 1;
