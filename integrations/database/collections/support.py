"""Matters for operators."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from domain.ids import CaseId, PersonId
from domain.support.model import Case, CaseKind, CaseStatus
from integrations.database.tables.support import cases

_OF_CHAT = (
    select(Case)
    .where(cases.c.channel == bindparam("channel"), cases.c.channel_id == bindparam("channel_id"))
    .where(cases.c.kind == CaseKind.TALK, cases.c.status != CaseStatus.CLOSED)
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(1)
)
_OLDEST_FIRST = select(Case).order_by(cases.c.opened_at, cases.c.id)
_TAKEN_BY = _OLDEST_FIRST.where(cases.c.status == CaseStatus.TAKEN, cases.c.operator_id == bindparam("operator"))


class SqlCases:
    """Fulfils `domain.store.Cases`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, case_id: CaseId) -> Case | None:
        return self._session.get(Case, case_id)

    def of_chat(self, channel: str, channel_id: str) -> Case | None:
        return self._session.scalars(_OF_CHAT, {"channel": channel, "channel_id": channel_id}).one_or_none()

    def open_cases(self) -> Sequence[Case]:
        return self._session.scalars(_OLDEST_FIRST.where(cases.c.status != CaseStatus.CLOSED)).all()

    def taken_by(self, operator: PersonId) -> Sequence[Case]:
        return self._session.scalars(_TAKEN_BY, {"operator": operator}).all()

    def add(self, case: Case) -> None:
        self._session.add(case)
