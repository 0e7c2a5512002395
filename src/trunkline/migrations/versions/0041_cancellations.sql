-- A request to cancel an order, or some of its items: who asked, why, how it was decided, and how it ended.
CREATE TABLE cancellation (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    state            text NOT NULL CHECK (state IN ('accepted', 'inProgress', 'done', 'terminatedWithError')),
    state_before     text NOT NULL,              -- of the order, when it was asked
    items            integer[] NOT NULL,         -- top-level items that it is about; all of them: the order
    reason           text NOT NULL,
    hold_n           integer,                    -- keeps the order from beginning anything while it is assessed
    requested_by     text NOT NULL,
    requested_at     timestamptz NOT NULL,
    wanted_at        timestamptz,                -- when the one who asked wants it cancelled
    decided_by       text,
    decided_at       timestamptz,
    note             text,                       -- what the one who decided said
    ended_at         timestamptz,
    changed_at       timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, n),
    CHECK ((ended_at IS NULL) = (state IN ('accepted', 'inProgress')))
);
CREATE UNIQUE INDEX cancellation_open ON cancellation (service_order_id) WHERE state = 'accepted';
CREATE INDEX cancellation_newest ON cancellation (requested_at DESC);

-- Nobody wants the item any more: it is cancelled when what was done for it is undone.
ALTER TABLE service_order_item ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;

ALTER TABLE hold
    DROP CONSTRAINT hold_reason_code_check,
    ADD CONSTRAINT hold_reason_code_check CHECK (reason_code IN (
        'awaitingInformation', 'customerRequest', 'paymentIssue', 'siteNotReady', 'regulatory', 'technical',
        'cancellation', 'other')),
    DROP CONSTRAINT hold_at_expiry_check,
    ADD CONSTRAINT hold_at_expiry_check CHECK (at_expiry IN ('release', 'escalate', 'assessCancellation'));
