-- Agreed times of service levels, with their clocks.
SELECT 1;
