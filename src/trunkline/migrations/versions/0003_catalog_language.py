"""Decision tables and policies of a catalog."""

from trunkline.migrations.sql import run_sql_beside

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
