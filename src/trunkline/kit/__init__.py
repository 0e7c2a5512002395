"""Words that belong to no business room."""
