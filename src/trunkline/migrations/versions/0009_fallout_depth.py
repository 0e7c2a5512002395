"""Fallout groups, campaigns, escalation, watchers."""

from trunkline.migrations.sql import run_sql_beside

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
