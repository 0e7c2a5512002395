-- Notifications by rule; skills, capacity, absence.
SELECT 1;
