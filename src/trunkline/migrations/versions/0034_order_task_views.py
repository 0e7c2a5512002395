"""Lists of tasks of orders themselves can be kept as views."""

from trunkline.migrations.sql import run_sql_beside

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
