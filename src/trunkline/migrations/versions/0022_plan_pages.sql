-- What the plan and order pages read and write besides the plan itself.
SELECT 1;
