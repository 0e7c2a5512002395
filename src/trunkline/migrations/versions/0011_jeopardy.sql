-- Jeopardy alerts, holds and notifications.
SELECT 1;
