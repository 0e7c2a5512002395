"""Database migrations: forward only, each one SQL file beside a small Alembic revision."""
