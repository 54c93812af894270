"""Alembic: how the tables came to be what they are, and how a database is brought there."""
