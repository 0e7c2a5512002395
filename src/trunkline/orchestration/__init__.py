"""Domain orders, plans and tasks, and how they progress."""
