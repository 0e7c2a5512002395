"""What a failure is made of, and what of it may be shown."""

from trunkline.migrations.sql import run_sql_beside

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
