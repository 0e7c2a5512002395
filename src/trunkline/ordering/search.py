"""Finding orders by words: number, external id, customer, places and characteristic values of their items."""

from __future__ import annotations

from collections.abc import Sequence

# the two expressions are those of the indexes service_order_words and service_order_item_words
_HAS_WORD = """o.id IN (
    SELECT header.id
      FROM service_order AS header
     WHERE words_of('ord ' || header.id || ' ord ' || lpad(header.id::text, greatest(6, length(header.id::text)), '0')
                    || ' ' || coalesce(header.external_id, '') || ' ' || coalesce(header.customer_id, '') || ' '
                    || coalesce(header.customer_name, '')) @@ word_query({0})
     UNION
    SELECT item.service_order_id
      FROM service_order_item AS item
     WHERE words_of(coalesce(leaves_of(item.place), '') || ' '
                    || coalesce(leaves_of(jsonb_path_query_array(item.characteristics, '$.*.value')), ''))
           @@ word_query({0}))"""


def words_condition(words: Sequence[str]) -> str:
    """SQL on `service_order AS o`: the order has each of the words somewhere.

    A word matches what begins with it. The words are the first parameters of the statement; without words every order matches.
    """
    return " AND ".join(_HAS_WORD.format(f"${n}::text") for n in range(1, len(words) + 1)) or "TRUE"
