"""A task that a person rescheduled is told from one that has an appointment."""

from trunkline.migrations.sql import run_sql_beside

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
