"""Views that are shared with a role, and the view that a list opens with for a role."""

from trunkline.migrations.sql import run_sql_beside

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
