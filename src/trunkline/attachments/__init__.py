"""Files attached to orders and to what is inside them."""
