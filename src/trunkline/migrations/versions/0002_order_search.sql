-- Words by which service orders are found: number, external id and customer; places and characteristic values of items.
-- The functions name nothing but what PostgreSQL brings, so that a backup can be read back with any search path.

-- What is neither letter nor digit parts words; what is very long is searched in its first 100,000 characters.
CREATE FUNCTION words_of(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.simple', regexp_replace(lower(left($1, 100000)), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- A word of a question: whatever begins with its parts, in their order.
CREATE FUNCTION word_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(format('%L:*', part), ' <-> ')::tsquery
      FROM regexp_split_to_table(lower(left($1, 200)), '[^[:alnum:]]+') AS part
     WHERE part <> ''
$$;

-- Every text and number at the leaves, without the names.
CREATE FUNCTION leaves_of(jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(leaf #>> '{}', ' ')
      FROM jsonb_path_query($1, 'strict $.**') AS leaf
     WHERE jsonb_typeof(leaf) IN ('string', 'number')
$$;

CREATE INDEX service_order_words ON service_order USING gin (words_of(
    'ord ' || id || ' ord ' || lpad(id::text, greatest(6, length(id::text)), '0') || ' ' || coalesce(external_id, '') || ' '
    || coalesce(customer_id, '') || ' ' || coalesce(customer_name, '')));
CREATE INDEX service_order_item_words ON service_order_item USING gin (words_of(
    coalesce(leaves_of(place), '') || ' '
    || coalesce(leaves_of(jsonb_path_query_array(characteristics, '$.*.value')), '')));
