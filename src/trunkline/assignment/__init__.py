"""Who gets which task: groups by rule, skills, capacity, absence, and what to do next."""
