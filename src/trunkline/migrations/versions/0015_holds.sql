-- Holds with an owner and an expiry.

CREATE TABLE hold (
    service_order_id bigint NOT NULL REFERENCES service_order ON DELETE CASCADE,
    n                integer NOT NULL,
    scope            text NOT NULL CHECK (scope IN ('serviceOrder', 'item', 'domainOrder', 'task')),
    scope_n          integer NOT NULL DEFAULT 0,        -- 0: the order itself
    reason_code      text NOT NULL CHECK (reason_code IN (
        'awaitingInformation', 'customerRequest', 'paymentIssue', 'siteNotReady', 'regulatory', 'technical', 'other')),
    note             text NOT NULL,
    owner            text NOT NULL,
    placed_at        timestamptz NOT NULL,
    placed_by        text NOT NULL,
    expires_at       timestamptz,
    at_expiry        text NOT NULL CHECK (at_expiry IN ('release', 'escalate')),
    escalate_to      text,                              -- assignment group that owns it after its expiry
    escalated_at     timestamptz,
    released_at      timestamptz,
    released_by      text,
    release_note     text,
    CHECK ((at_expiry = 'escalate') = (escalate_to IS NOT NULL)),
    CHECK ((released_at IS NULL) = (released_by IS NULL)),
    PRIMARY KEY (service_order_id, n)
);
CREATE INDEX hold_open ON hold (service_order_id) WHERE released_at IS NULL;
CREATE INDEX hold_expiry ON hold (expires_at) WHERE released_at IS NULL AND escalated_at IS NULL;

-- Tasks that an open hold covers: the task itself, its domain order or item or one above these, or its order.
CREATE VIEW held_task AS
SELECT t.service_order_id, t.n, h.n AS hold_n, t.state AS task_state
  FROM hold AS h
  JOIN task AS t ON t.service_order_id = h.service_order_id
  JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
  JOIN service_order_item AS i ON i.service_order_id = d.service_order_id AND i.n = d.item_n
 WHERE h.released_at IS NULL
   AND CASE h.scope
           WHEN 'serviceOrder' THEN true
           WHEN 'item' THEN h.scope_n = ANY (i.ancestors)
           WHEN 'domainOrder' THEN h.scope_n = ANY (d.ancestors)
           ELSE h.scope_n = t.n
       END;
