"""Jeopardy alerts, holds and notifications."""

from trunkline.migrations.sql import run_sql_beside

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
