"""Campaigns, routing and learning of fallouts."""

from trunkline.migrations.sql import run_sql_beside

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
