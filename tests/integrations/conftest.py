"""Databases for the tests in this folder."""

from tests.databases import database_url, migrated_postgres, migrated_sqlite, postgres_database, sqlite_database

__all__ = ["database_url", "migrated_postgres", "migrated_sqlite", "postgres_database", "sqlite_database"]
