"""Tells people and other systems what happened, by rule: by mail and by webhook, at least once."""
