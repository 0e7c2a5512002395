-- Requests to other order managers, work orders, forecasts.

-- How the domain system's own record of a request stands, in its own word: held, assessingCancellation, ...
ALTER TABLE effect ADD COLUMN far_state text;
