from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from integrations.database.engine import create_engine
from integrations.database.mapping import mapper_registry
from integrations.database.migrate import HEAD, NewerDatabase, alembic_config, migrate, revision_of
from integrations.database.migrations import columns, versions


def test_tables_and_migrations_say_the_same(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection, connection.begin():
        command.check(alembic_config(connection))  # raises when a migration is missing
    engine.dispose()


def test_the_newest_migration_is_the_one_the_start_looks_for() -> None:
    files = sorted(path.name for path in Path(str(versions.__path__[0])).glob("[0-9]*.py"))
    assert files[-1].startswith(f"{HEAD}_")


def test_migrations_name_plain_types_only() -> None:
    assert columns.TEXT is not None
    for path in Path(str(versions.__path__[0])).glob("[0-9]*.py"):
        assert "integrations.database.types" not in path.read_text("utf-8"), path.name


def test_a_migrated_database_is_left_alone(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'new' / 'dorfbote.db'}")
    assert revision_of(engine) is None
    assert migrate(engine)
    assert revision_of(engine) == HEAD
    assert not migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        migrate(engine)
    engine.dispose()


def test_there_is_a_way_back(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection, connection.begin() as transaction:
        command.downgrade(alembic_config(connection), "base")
        command.upgrade(alembic_config(connection), "head")
        command.check(alembic_config(connection))
        transaction.rollback()
    engine.dispose()


def test_every_field_of_the_domain_has_its_column() -> None:
    for mapper in mapper_registry.mappers:
        assert is_dataclass(mapper.class_)
        missing = {field.name for field in fields(mapper.class_)} - set(mapper.attrs.keys())
        assert not missing, f"{mapper.class_.__name__}: {missing}"


def test_an_order_confirmed_is_an_order_on_disk(sqlite_database: str) -> None:
    engine = create_engine(sqlite_database)
    with engine.connect() as connection:
        values = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    engine.dispose()


def test_an_unknown_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        create_engine("mysql://localhost/dorfbote")


def test_what_was_written_before_a_change_of_tables_survives_it(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0002")
    with engine.begin() as connection:
        connection.execute(text(PERSON))
        connection.execute(text(BASKET))
    assert migrate(engine)
    with engine.connect() as connection:
        ((amends, since_when_touched),) = connection.execute(
            text("SELECT amends, amends_since = changed_at FROM baskets")
        )
        assert (amends, bool(since_when_touched)) == ("o1", True)
        command.check(alembic_config(connection))
    engine.dispose()


PERSON = """
    INSERT INTO persons (id, created_at, wants_home, reach_only, language, muted, version)
    VALUES ('p1', '2026-03-04T08:10:00.000000+00:00', false, false, 'de', false, 1)
"""
BASKET = """
    INSERT INTO baskets (id, person_id, changed_at, lines, amends, version)
    VALUES ('b1', 'p1', '2026-03-04T08:10:00.000000+00:00', '[]', 'o1', 1)
"""
