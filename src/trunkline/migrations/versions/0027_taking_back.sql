-- Completed work is taken back, rerouted, tested and repaired.
SELECT 1;
