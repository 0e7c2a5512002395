-- What boards, dashboards and pages of rules read and write.
SELECT 1;
