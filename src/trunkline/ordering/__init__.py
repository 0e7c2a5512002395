"""The service order, from capture to its end."""
