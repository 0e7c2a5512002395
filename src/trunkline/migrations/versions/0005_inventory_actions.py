"""Scheduled suspensions and upgrades of inventory."""

from trunkline.migrations.sql import run_sql_beside

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
