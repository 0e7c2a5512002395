-- Files attached to orders, tasks and fallouts.

-- A row outlives the removal of its file, so that a number never comes to mean another one; `content` goes a day after
-- the removal, which until then can be taken back.
CREATE TABLE attachment (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    subject          text NOT NULL CHECK (subject IN ('serviceOrder', 'serviceOrderItem', 'domainOrder', 'task', 'fallout')),
    subject_n        integer,                       -- null: the order itself
    name             text NOT NULL CHECK (name <> ''),
    media_type       text NOT NULL,
    size             bigint NOT NULL CHECK (size >= 0),
    sha256           bytea NOT NULL CHECK (length(sha256) = 32),
    content          bytea,
    author           text NOT NULL,
    at               timestamptz NOT NULL,
    customer_visible boolean NOT NULL DEFAULT false,
    removed_at       timestamptz,
    removed_by       text,
    PRIMARY KEY (service_order_id, n),
    CHECK ((subject = 'serviceOrder') = (subject_n IS NULL)),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
    CHECK (content IS NOT NULL OR removed_at IS NOT NULL)
);
CREATE INDEX attachment_of_subject ON attachment (service_order_id, subject, subject_n);
CREATE INDEX attachment_to_forget ON attachment (removed_at) WHERE removed_at IS NOT NULL AND content IS NOT NULL;
-- files are mostly compressed already
ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL;
