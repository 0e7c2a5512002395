-- What a person chose for lists and the workspace is kept with them.
CREATE TABLE preference (
    user_id    bigint PRIMARY KEY REFERENCES user_account ON DELETE CASCADE,
    body       jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
    changed_at timestamptz NOT NULL
);
