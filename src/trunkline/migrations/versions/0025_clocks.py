"""Clocks that stand still while work is held, and agreements on any level."""

from trunkline.migrations.sql import run_sql_beside

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
