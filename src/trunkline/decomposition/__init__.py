"""Pure: items in, domain orders and reasons out."""
