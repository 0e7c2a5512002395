"""What can be ordered and how it breaks down."""
