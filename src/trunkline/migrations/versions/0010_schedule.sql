-- Planned, estimated and actual dates, and the working calendars that durations count in.

CREATE TABLE working_calendar (
    name       text PRIMARY KEY,
    version    integer NOT NULL DEFAULT 1,
    body       jsonb NOT NULL,          -- time zone, hours, country, days of its own
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
);
INSERT INTO working_calendar (name, body, changed_by, changed_at) VALUES
    ('business', '{"time_zone": "UTC", "hours": [
        {"weekday": 0, "start": "08:00:00", "end": "17:00:00"}, {"weekday": 1, "start": "08:00:00", "end": "17:00:00"},
        {"weekday": 2, "start": "08:00:00", "end": "17:00:00"}, {"weekday": 3, "start": "08:00:00", "end": "17:00:00"},
        {"weekday": 4, "start": "08:00:00", "end": "17:00:00"}]}', 'system', now());

-- Planned: as the plan was made. Estimated: as things stand. `latest_start_at` leaves no slack to the requested date.
ALTER TABLE task
    ADD COLUMN planned_start_at   timestamptz,
    ADD COLUMN planned_end_at     timestamptz,
    ADD COLUMN estimated_start_at timestamptz,
    ADD COLUMN estimated_end_at   timestamptz,
    ADD COLUMN latest_start_at    timestamptz,
    ADD COLUMN critical           boolean NOT NULL DEFAULT false;
ALTER TABLE domain_order
    ADD COLUMN planned_start_at   timestamptz,
    ADD COLUMN planned_end_at     timestamptz,
    ADD COLUMN estimated_start_at timestamptz,
    ADD COLUMN estimated_end_at   timestamptz;
ALTER TABLE service_order_item
    ADD COLUMN planned_start_at   timestamptz,
    ADD COLUMN planned_end_at     timestamptz,
    ADD COLUMN estimated_end_at   timestamptz;
ALTER TABLE service_order
    ADD COLUMN planned_start_at   timestamptz,
    ADD COLUMN planned_end_at     timestamptz,
    ADD COLUMN estimated_end_at   timestamptz;
