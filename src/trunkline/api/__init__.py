"""HTTP: routes of the whole application."""
