"""Workers tell that they are there; tasks are found by when they ended; lists of tasks, work, people, keys and history."""

from trunkline.migrations.sql import run_sql_beside

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Runs the SQL file of the same name."""
    run_sql_beside(__file__)
