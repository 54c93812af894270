"""Rights to open compartments by a code, as they stand on the wire and in a station."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from devices.protocol.messages import BOXES_PER_STATION, HIGHEST_BOX
from devices.protocol.reading import VERSION, BadMessage, Document, Fault, Fields
from devices.protocol.signing import VERIFIER_BYTES, from_text, to_text

GRANTS_PER_LIST = 200


class Role(StrEnum):
    """Whom a code lets in."""

    PICKUP = "pickup"
    DEPOSIT = "deposit"
    COURIER = "courier"
    VOLUNTEER = "volunteer"


class GrantsVerdict(StrEnum):
    """What a station says of a list of rights."""

    ACCEPTED = "accepted"
    VERSION_OLD = "version_old"
    BAD_MAC = "bad_mac"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class GrantEntry:
    """The right to open compartments by a code, of which only the verifier is known here."""

    grant: str
    boxes: tuple[int, ...]
    role: Role
    not_before: int
    expires: int
    uses: int
    verifier: bytes

    def to_document(self) -> dict[str, object]:
        """As JSON, one entry of the list."""
        return {
            "g": self.grant,
            "box": list(self.boxes),
            "role": self.role.value,
            "nbf": self.not_before,
            "exp": self.expires,
            "uses": self.uses,
            "ver": to_text(self.verifier),
        }

    @classmethod
    def read(cls, it: Fields) -> GrantEntry:
        """From one entry of the list."""
        try:
            verifier = from_text(it.text("ver", 64))
        except ValueError as bad:
            raise BadMessage(Fault.BAD_VALUE, "ver") from bad
        if len(verifier) != VERIFIER_BYTES:
            raise BadMessage(Fault.BAD_VALUE, "ver")
        return cls(
            it.text("g", 64),
            it.wholes("box", BOXES_PER_STATION, least=1, most=HIGHEST_BOX),
            it.one_of("role", Role),
            it.instant("nbf"),
            it.instant("exp"),
            it.whole("uses", least=1),
            verifier,
        )


@dataclass(frozen=True, slots=True)
class GrantsDocument:
    """All rights in force at one station. A higher list version replaces a lower one whole."""

    list_version: int
    at: int
    grants: tuple[GrantEntry, ...]

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        return {
            "v": VERSION,
            "list": self.list_version,
            "at": self.at,
            "grants": [grant.to_document() for grant in self.grants],
        }

    @classmethod
    def read(cls, document: Document) -> GrantsDocument:
        """From JSON."""
        it = Fields.of_our_version(document)
        entries = tuple(GrantEntry.read(entry) for entry in it.objects("grants", GRANTS_PER_LIST))
        return cls(it.whole("list", least=1), it.instant("at"), entries)


@dataclass(frozen=True, slots=True)
class GrantsAnswer:
    """What a station says of a list. `accepted` is said only when it is on disk; `have` is the version in force."""

    list_version: int
    verdict: GrantsVerdict
    have: int = 0

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        return {"v": VERSION, "list": self.list_version, "st": self.verdict.value, "have": self.have}

    @classmethod
    def read(cls, document: Document) -> GrantsAnswer:
        """From JSON."""
        it = Fields.of_our_version(document)
        return cls(it.whole("list"), it.one_of("st", GrantsVerdict), it.whole("have"))
