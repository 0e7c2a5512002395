"""What customers have: products, services, resources."""
