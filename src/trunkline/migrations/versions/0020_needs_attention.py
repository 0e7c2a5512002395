"""Domain orders that need attention are found without reading every plan."""

from trunkline.migrations.sql import run_sql_beside

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
