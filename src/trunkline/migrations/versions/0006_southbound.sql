-- Calls to domain systems: effects, circuits, callbacks.
SELECT 1;
