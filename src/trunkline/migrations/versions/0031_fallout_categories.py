"""Categories of fallouts, and what a message of failure says."""

from trunkline.migrations.sql import run_sql_beside

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
