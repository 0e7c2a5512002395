-- Suspension and resumption by orders: what an item goes back to when the order that works on it fails or is cancelled.
ALTER TABLE inventory_item
    ADD COLUMN state_before text CHECK (state_before IN ('active', 'suspended'));
-- what was being changed before this column was there had been active, since nothing could be suspended
UPDATE inventory_item SET state_before = 'active' WHERE state IN ('changePending', 'terminationPending');
