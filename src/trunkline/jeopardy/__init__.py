"""Jeopardy: what may end too late, noticed before it does."""
