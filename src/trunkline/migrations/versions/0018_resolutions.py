"""Resolutions that are verified; messages with their parts."""

from trunkline.migrations.sql import run_sql_beside

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
