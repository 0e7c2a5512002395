"""What the plan and order pages read and write besides the plan itself."""

from trunkline.migrations.sql import run_sql_beside

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
