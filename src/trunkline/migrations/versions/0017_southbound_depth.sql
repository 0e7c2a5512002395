-- Requests to other order managers, work orders, forecasts.
SELECT 1;
