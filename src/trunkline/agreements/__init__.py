"""Service level agreements: what things may take, and how the time of each stands."""
