"""Runs the SQL file that lies beside a revision."""

from pathlib import Path
from typing import Any

from alembic import op


def run_sql_beside(revision_file: str) -> None:
    """Runs `0001_x.sql` for the revision `0001_x.py`, as one script inside the migration's transaction."""
    script = Path(revision_file).with_suffix(".sql").read_text(encoding="utf-8")

    async def run(connection: Any) -> None:
        await connection.execute(script)

    # SQLAlchemy would prepare the text, and a prepared statement holds only one command; the driver itself takes all
    bind = op.get_bind()
    bind.exec_driver_sql("SELECT 1")  # opens the transaction that the script joins
    bind.connection.dbapi_connection.run_async(run)  # type: ignore[union-attr]  # always there: it was just used
