-- Views that are shared with a role, and the view that a list opens with for a role. A person's own choice goes first; a row
-- without a view is the choice of the whole list.
ALTER TABLE saved_view
    ADD COLUMN shared_role text CHECK (shared_role IN (
        'orderViewer', 'orderIntegrator', 'serviceOrderAgent', 'serviceOrderManager', 'fulfillmentAgent',
        'fulfillmentManager', 'falloutAgent', 'falloutManager', 'catalogDesigner', 'administrator'));
CREATE INDEX saved_view_shared_role ON saved_view (shared_role, list) WHERE shared_role IS NOT NULL;

ALTER TABLE saved_view_default
    ALTER COLUMN view_id DROP NOT NULL,
    ADD COLUMN supplied text,                          -- the key of a view that the product brings
    ADD CHECK (num_nonnulls(view_id, supplied) <= 1);

CREATE TABLE role_view_default (
    role     text NOT NULL CHECK (role IN (
        'orderViewer', 'orderIntegrator', 'serviceOrderAgent', 'serviceOrderManager', 'fulfillmentAgent',
        'fulfillmentManager', 'falloutAgent', 'falloutManager', 'catalogDesigner', 'administrator')),
    list     text NOT NULL,
    view_id  bigint REFERENCES saved_view ON DELETE CASCADE,
    supplied text,
    PRIMARY KEY (role, list),
    CHECK (num_nonnulls(view_id, supplied) <= 1)
);
CREATE INDEX role_view_default_view ON role_view_default (view_id) WHERE view_id IS NOT NULL;
