-- What catalog and inventory need since.

-- Words by which inventory is found: external id, name and specification; places and characteristic values.
CREATE INDEX inventory_item_words ON inventory_item USING gin (words_of(
    coalesce(external_id, '') || ' ' || name || ' ' || specification_id || ' '
    || coalesce(leaves_of(place), '') || ' '
    || coalesce(leaves_of(jsonb_path_query_array(characteristics, '$.*.value')), '')));

-- Lists show the newest first; states in which little is have an index of their own, so that most updates touch none.
CREATE INDEX inventory_item_specification ON inventory_item (specification_id, id);
CREATE INDEX inventory_item_unsettled ON inventory_item (state, id)
    WHERE state IN ('reserved', 'changePending', 'terminationPending', 'suspended');
