"""Requests to cancel orders; items that are withdrawn; holds that lead to an assessment."""

from trunkline.migrations.sql import run_sql_beside

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
