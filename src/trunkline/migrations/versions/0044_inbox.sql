-- What a person is told in the workspace: one line for each happening, however many rules name the person.
CREATE TABLE inbox_entry (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id          bigint NOT NULL REFERENCES user_account ON DELETE CASCADE,
    event_id         bigint NOT NULL,
    kind             text NOT NULL,
    number           text NOT NULL,                     -- of what it is about
    subject          text NOT NULL,
    link             text NOT NULL,                     -- its page
    service_order_id bigint,
    at               timestamptz NOT NULL,              -- when it happened
    read_at          timestamptz,
    UNIQUE (user_id, event_id)
);
CREATE INDEX inbox_entry_of ON inbox_entry (user_id, id DESC);
CREATE INDEX inbox_entry_unread ON inbox_entry (user_id) WHERE read_at IS NULL;
CREATE INDEX inbox_entry_age ON inbox_entry (at);
