"""What catalog and inventory need since."""

from trunkline.migrations.sql import run_sql_beside

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
