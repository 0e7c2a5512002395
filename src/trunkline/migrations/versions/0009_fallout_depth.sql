-- Fallout groups, campaigns, escalation, watchers.

-- Fallouts with one signature are one failure met often. The counters are kept by the statements that write fallouts,
-- in their transaction; rows are written in the order of their signatures, after the orders are locked.
CREATE TABLE fallout_group (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    signature     text NOT NULL UNIQUE,
    cause         text NOT NULL,
    fallout_type  text NOT NULL REFERENCES fallout_type,
    message       text NOT NULL,                    -- of the first one met
    total         integer NOT NULL,
    open          integer NOT NULL,
    resolved      integer NOT NULL,                 -- resolved or closed
    cancelled     integer NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    CHECK (open >= 0 AND resolved >= 0 AND cancelled >= 0 AND total = open + resolved + cancelled)
);
INSERT INTO fallout_group (signature, cause, fallout_type, message, total, open, resolved, cancelled, first_seen_at,
                           last_seen_at)
SELECT signature, min(cause), min(fallout_type), (array_agg(message ORDER BY raised_at))[1], count(*),
       count(*) FILTER (WHERE state IN ('open', 'inProgress', 'awaitingInformation')),
       count(*) FILTER (WHERE state IN ('resolved', 'closed')),
       count(*) FILTER (WHERE state = 'cancelled'), min(raised_at), max(raised_at)
  FROM fallout
 GROUP BY signature;
CREATE INDEX fallout_group_list ON fallout_group (open DESC, id);

CREATE INDEX fallout_of_group ON fallout (signature, priority, raised_at, service_order_id, n);
CREATE INDEX fallout_all ON fallout (priority, raised_at, service_order_id, n);
CREATE INDEX fallout_of_team ON fallout (assignment_group, priority, raised_at, service_order_id, n)
    WHERE state IN ('open', 'inProgress', 'awaitingInformation');
