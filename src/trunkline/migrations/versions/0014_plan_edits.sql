-- Edits of plans, milestones, wait tasks, header tasks.
SELECT 1;
