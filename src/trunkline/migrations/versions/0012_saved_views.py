"""Saved views of lists, kept on the server."""

from trunkline.migrations.sql import run_sql_beside

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
