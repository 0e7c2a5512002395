-- What people did, and when; what system and machines do is left out of the index, so that their events cost nothing more.
CREATE INDEX event_of_person ON event (made_by, id) WHERE made_by <> 'system';
CREATE INDEX event_beside_orders ON event (id) WHERE service_order_id IS NULL;
CREATE INDEX event_at ON event USING brin (at) WITH (autosummarize = on);
