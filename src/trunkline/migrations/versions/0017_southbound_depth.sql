-- Requests to other order managers, work orders, forecasts.

-- How the domain system's own record of a request stands, in its own word: held, assessingCancellation, ...
ALTER TABLE effect ADD COLUMN far_state text;

-- Requests that are out and can be revised: for which domain order they speak (NULL: they cannot), with those below it or
-- not, which values were sent, how many changes were seen since and how many of them have been sent, as which revision.
ALTER TABLE effect ADD COLUMN speaks_for integer;
ALTER TABLE effect ADD COLUMN speaks_for_below boolean NOT NULL DEFAULT false;
ALTER TABLE effect ADD COLUMN sent jsonb;
ALTER TABLE effect ADD COLUMN changes integer NOT NULL DEFAULT 0;
ALTER TABLE effect ADD COLUMN sent_changes integer NOT NULL DEFAULT 0;
ALTER TABLE effect ADD COLUMN revision integer NOT NULL DEFAULT 0;
CREATE INDEX effect_speaks_for ON effect (service_order_id, speaks_for)
 WHERE speaks_for IS NOT NULL AND state IN ('asked', 'waiting', 'unknown');

-- When the first of the attempts that count now began: the deadline over all attempts runs from there.
ALTER TABLE effect ADD COLUMN begun_at timestamptz;
UPDATE effect SET begun_at = asked_at;
ALTER TABLE effect ALTER COLUMN begun_at SET NOT NULL, ALTER COLUMN begun_at SET DEFAULT now();

-- What is agreed with a system for each class of failure: attempts, delay, factor, longest.
ALTER TABLE domain_system ADD COLUMN retry jsonb NOT NULL DEFAULT '{}';
