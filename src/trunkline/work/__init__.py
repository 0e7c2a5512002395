"""The machine's to-do list."""
