"""Who is named in a note of a fallout can be told."""

from trunkline.migrations.sql import run_sql_beside

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
