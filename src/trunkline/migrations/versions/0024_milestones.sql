-- Milestones, tasks of the order itself, work orders and appointments.
SELECT 1;
