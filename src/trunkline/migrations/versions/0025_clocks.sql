-- Clocks that stand still while work is held, and agreements on any level.
SELECT 1;
