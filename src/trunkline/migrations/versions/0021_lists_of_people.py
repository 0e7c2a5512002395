"""What a person chose for lists and the workspace is kept with them."""

from trunkline.migrations.sql import run_sql_beside

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
