-- Plans that grow: waiting branches, shared targets, lags, task conditions.

ALTER TABLE domain_order DROP CONSTRAINT domain_order_action_check;
ALTER TABLE domain_order ADD CONSTRAINT domain_order_action_check
    CHECK (action IN ('add', 'modify', 'delete', 'suspend', 'resume'));

-- Most dependencies are finish-to-start at once; the others say so here, and more in `task_lag`.
ALTER TABLE task_dependency ADD COLUMN lagged boolean NOT NULL DEFAULT false;

CREATE TABLE task_lag (
    service_order_id bigint NOT NULL,
    predecessor_n    integer NOT NULL,
    successor_n      integer NOT NULL,
    type             text NOT NULL CHECK (type IN ('finishToStart', 'startToStart')),
    minimum          interval NOT NULL DEFAULT '0',
    maximum          interval,
    met              boolean NOT NULL DEFAULT false,  -- of a start-to-start one: the predecessor has started
    PRIMARY KEY (service_order_id, predecessor_n, successor_n),
    FOREIGN KEY (service_order_id, predecessor_n, successor_n) REFERENCES task_dependency ON DELETE CASCADE
);

-- Not before this instant does a task become ready, whatever has ended: the end of its lags.
ALTER TABLE task ADD COLUMN not_before timestamptz;

ALTER TABLE orchestration_plan
    ADD COLUMN skipped_tasks jsonb NOT NULL DEFAULT '[]',          -- tasks whose condition did not hold, with the term
    ADD COLUMN start_dependencies boolean NOT NULL DEFAULT false;  -- whether any dependency is start-to-start

-- A branch of the decomposition that lacks a value. When the value comes it is made, once, and the row goes.
CREATE TABLE waiting_branch (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    domain_order_n   integer NOT NULL,
    relationship     text NOT NULL,
    specification_id text NOT NULL,
    characteristics  text[] NOT NULL,     -- what is missing
    mandatory        boolean NOT NULL,
    reason           jsonb NOT NULL,
    PRIMARY KEY (service_order_id, domain_order_n, relationship),
    FOREIGN KEY (service_order_id, domain_order_n) REFERENCES domain_order ON DELETE CASCADE
);

-- Who uses a shared domain order besides the one above it.
CREATE TABLE domain_order_use (
    service_order_id bigint NOT NULL,
    domain_order_n   integer NOT NULL,
    user_n           integer NOT NULL,
    PRIMARY KEY (service_order_id, domain_order_n, user_n),
    FOREIGN KEY (service_order_id, domain_order_n) REFERENCES domain_order ON DELETE CASCADE,
    FOREIGN KEY (service_order_id, user_n) REFERENCES domain_order ON DELETE CASCADE
);

-- What values that changed would lead to otherwise than was done; a person accepts it or leaves it.
CREATE TABLE plan_proposal (
    service_order_id bigint NOT NULL,
    domain_order_n   integer NOT NULL,
    relationship     text NOT NULL,
    specification_id text NOT NULL,
    add_count        integer NOT NULL CHECK (add_count >= 0),
    cancel           integer[] NOT NULL DEFAULT '{}',   -- domain orders
    reason           jsonb NOT NULL,
    proposed_at      timestamptz NOT NULL,
    PRIMARY KEY (service_order_id, domain_order_n, relationship),
    FOREIGN KEY (service_order_id, domain_order_n) REFERENCES domain_order ON DELETE CASCADE
);
