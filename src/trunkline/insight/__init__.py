"""Numbers over all orders: what the home page of the workspace shows."""
