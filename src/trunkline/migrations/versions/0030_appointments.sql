-- Appointments of field work.
SELECT 1;
