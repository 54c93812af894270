"""Appointments for services, and people who collect for others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import CENTS, INSTANT, JSON, TEXT

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LIVE = "status IN ('requested', 'proposed', 'agreed')"


def upgrade() -> None:
    """To this revision."""
    _add_helpers()
    _appointments()
    _silence()


def downgrade() -> None:
    """Back to the one before."""
    _drop_silence()
    _drop_appointments()
    _drop_helpers()


def _add_helpers() -> None:
    op.create_table(
        "helpers",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("resident_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("person_id", TEXT, nullable=True),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["persons.id"],
            name=op.f("fk_helpers_resident_id_persons"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helpers")),
    )
    op.create_index(op.f("ix_helpers_resident_id"), "helpers", ["resident_id"])
    op.create_index(op.f("ix_helpers_person_id"), "helpers", ["person_id"])
    with op.batch_alter_table("invitations") as invitations:
        invitations.add_column(sa.Column("helper_id", TEXT, nullable=True))
    with op.batch_alter_table("accesses") as accesses:
        accesses.add_column(sa.Column("helper_id", TEXT, nullable=True))
        accesses.create_index(op.f("ix_accesses_holder_id"), ["holder_id"])


def _drop_helpers() -> None:
    with op.batch_alter_table("accesses") as accesses:
        accesses.drop_index(op.f("ix_accesses_holder_id"))
        accesses.drop_column("helper_id")
    op.execute("DELETE FROM invitations WHERE helper_id IS NOT NULL")
    with op.batch_alter_table("invitations") as invitations:
        invitations.drop_column("helper_id")
    op.drop_table("helpers")


def _appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("sku", TEXT, nullable=False),
        sa.Column("service", TEXT, nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("unit_price_cents", CENTS, nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("withdrawal", TEXT, nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("min_notice_hours", sa.Integer(), nullable=False),
        sa.Column("village", TEXT, nullable=False),
        sa.Column("street", TEXT, nullable=True),
        sa.Column("station_id", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("wishes", JSON, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("start", INSTANT, nullable=True),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_appointments_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("code", name=op.f("uq_appointments_code")),
    )
    op.create_index(op.f("ix_appointments_person_id"), "appointments", ["person_id"])
    op.create_index(
        "ix_appointments_live",
        "appointments",
        ["merchant_id", "start"],
        sqlite_where=sa.text(_LIVE),
        postgresql_where=sa.text(_LIVE),
    )
    op.create_table(
        "appointment_moves",
        sa.Column("appointment_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("start", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_appointment_moves_appointment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("appointment_id", "no", name=op.f("pk_appointment_moves")),
    )


def _drop_appointments() -> None:
    op.drop_table("appointment_moves")
    op.drop_table("appointments")


def _silence() -> None:
    with op.batch_alter_table("persons") as persons:
        persons.add_column(sa.Column("paused_from", sa.Date(), nullable=True))
        persons.add_column(sa.Column("prompted_on", sa.Date(), nullable=True))


def _drop_silence() -> None:
    with op.batch_alter_table("persons") as persons:
        persons.drop_column("prompted_on")
        persons.drop_column("paused_from")
