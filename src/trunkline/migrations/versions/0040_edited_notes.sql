-- A note that its author changed or took back; the text of a note that was taken back is empty.
ALTER TABLE note
    ADD COLUMN edited_at    timestamptz,
    ADD COLUMN withdrawn_at timestamptz;

-- What a note said before it was changed: `at` is when it began to say so.
CREATE TABLE note_version (
    service_order_id bigint NOT NULL,
    note_id          bigint NOT NULL,
    version          integer NOT NULL,
    text             text NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, note_id, version),
    FOREIGN KEY (service_order_id, note_id) REFERENCES note ON DELETE CASCADE
);
