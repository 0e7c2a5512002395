-- Who says that a task does not begin before `earliest_at`: an appointment, or a person who rescheduled it.
ALTER TABLE task ADD COLUMN earliest_by text CHECK (earliest_by IN ('appointment', 'person'));
UPDATE task SET earliest_by = 'appointment' WHERE earliest_at IS NOT NULL;
