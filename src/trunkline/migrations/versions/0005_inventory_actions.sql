-- Suspension and resumption by orders: what an item goes back to when the order that works on it fails or is cancelled.
ALTER TABLE inventory_item
    ADD COLUMN state_before text CHECK (state_before IN ('active', 'suspended'));
-- what was being changed before this column was there had been active, since nothing could be suspended
UPDATE inventory_item SET state_before = 'active' WHERE state IN ('changePending', 'terminationPending');

-- A change that is made with a newer version of the specification upgrades the item when it completes.
ALTER TABLE inventory_item
    ADD COLUMN version_wanted integer;
-- What moved to another place: the new item, and the one at the old place that it takes the place of.
ALTER TABLE inventory_item
    ADD COLUMN moved_from_id bigint REFERENCES inventory_item;
CREATE INDEX inventory_item_moved_from ON inventory_item (moved_from_id) WHERE moved_from_id IS NOT NULL;

-- A suspension or resumption whose order has closed and whose date is still to come.
CREATE TABLE scheduled_inventory_change (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    inventory_item_id bigint NOT NULL REFERENCES inventory_item ON DELETE CASCADE,
    action            text NOT NULL CHECK (action IN ('suspend', 'resume')),
    due_at            timestamptz NOT NULL,
    service_order_id  bigint NOT NULL,
    domain_order_n    integer NOT NULL,
    state             text NOT NULL CHECK (state IN ('waiting', 'done', 'cancelled'))
);
CREATE INDEX scheduled_inventory_change_due ON scheduled_inventory_change (due_at) WHERE state = 'waiting';
CREATE INDEX scheduled_inventory_change_item ON scheduled_inventory_change (inventory_item_id) WHERE state = 'waiting';

-- Who uses a shared item besides the one above it, in whatever order it was made.
CREATE TABLE inventory_use (
    inventory_item_id bigint NOT NULL REFERENCES inventory_item ON DELETE CASCADE,
    user_id           bigint NOT NULL REFERENCES inventory_item ON DELETE CASCADE,
    PRIMARY KEY (inventory_item_id, user_id)
);
CREATE INDEX inventory_use_user ON inventory_use (user_id);
