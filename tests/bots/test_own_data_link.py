"""The link to one's own data opens them for a day, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bots.own_data_link import PATH, check_data_link, data_link
from bots.signed_link import VALID
from domain.ids import PersonId

NOW = datetime(2026, 11, 25, 8, 10, tzinfo=UTC)
INFO = {"base_url": "https://dorfbote.example", "link_key": "secret"}
ANNA = PersonId("0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")


def token() -> str:
    return data_link(INFO, ANNA, NOW).removeprefix(INFO["base_url"] + PATH)


def test_the_link_opens_the_data_of_its_person_for_a_day() -> None:
    assert check_data_link(INFO, token(), NOW) == ANNA
    assert check_data_link(INFO, token(), NOW + VALID - timedelta(seconds=1)) == ANNA
    assert check_data_link(INFO, token(), NOW + VALID) is None


def test_nobody_makes_a_link_without_the_key() -> None:
    assert check_data_link(INFO | {"link_key": "other"}, token(), NOW) is None


def test_a_link_cannot_be_changed() -> None:
    person, expiry, signature = token().rsplit("-", 2)
    longer = str(int(expiry) + 3600)
    for forged in (
        f"R001-{expiry}-{signature}",
        f"{person}-{longer}-{signature}",
        f"{person}-{expiry}-{signature[:-1]}",
        f"{person}-{expiry}-",
        f"{person}-²-{signature}",
        f"{person}-{expiry}-ü{signature[1:]}",
        "",
        "-",
        "--",
        "x" * 10_000,
    ):
        assert check_data_link(INFO, forged, NOW) is None, forged
