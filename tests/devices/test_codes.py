"""Codes at the keypad, with no network at all."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.protocol.rights import GrantsAnswer, GrantsVerdict, Role
from devices.protocol.topics import GRANTS, GRANTS_ACK
from devices.station import display
from tests.devices.builders import NOON, TableStation, right, signed_list

CODE = "471108"


def verdicts(station: TableStation) -> list[GrantsVerdict]:
    return [GrantsAnswer.read(sent.document).verdict for sent in station.line.on(GRANTS_ACK.of("p1"))]


async def test_a_code_opens_without_any_line(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        station.cut()
        answer = await station.agent.keypad("471 108")
        assert answer.opened == (7,)
        assert answer.text == (
            "Fach 7 ist offen. Bitte schließen Sie danach die Tür. Bis 13:10 Uhr öffnet der Code noch einmal."
        )
        await station.connect()
        await station.until(lambda: "door_opened" in station.kinds())
        accepted, opened = station.events()
        assert (accepted.kind, accepted.grant, accepted.box, accepted.late) == ("code_accepted", "g1", 7, True)
        assert (opened.kind, opened.grant, opened.box, opened.late) == ("door_opened", "g1", 7, True)


async def test_a_code_for_two_compartments_opens_both(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE, boxes=(1, 2)))
        answer = await station.agent.keypad(CODE)
        assert answer.opened == (1, 2)
        assert answer.text.startswith("Fächer 1 und 2 sind offen. Bitte schließen Sie danach die Türen.")


async def test_what_comes_later_joins_an_unused_code_and_what_leaves_first_leaves_the_rest(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE, boxes=(7,)))
        await station.give(2, right(CODE, boxes=(1, 7)))
        await station.give(3, right(CODE, boxes=(1,)))
        assert (await station.agent.keypad(CODE)).opened == (1,)


async def test_what_joins_a_used_code_is_shut_off_after_ten_minutes(tmp_path: Path) -> None:
    """Why core lets nothing join a code that was used, and makes a new one for what did so behind a cut line."""
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE, boxes=(7,)))
        assert (await station.agent.keypad(CODE)).opened == (7,)
        await station.give(2, right(CODE, boxes=(1, 7)))
        station.clock.go(minutes=10)
        assert (await station.agent.keypad(CODE)).text == display.USED_UP


async def test_something_forgotten_the_code_opens_again_for_ten_minutes_and_then_no_more(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE, uses=1))
        assert (await station.agent.keypad(CODE)).opened == (7,)
        for minutes in (1, 4, 4):
            station.board.move_door(7, closed=True)
            station.clock.go(minutes=minutes)
            assert (await station.agent.keypad(CODE)).opened == (7,)
        station.clock.go(minutes=1)
        answer = await station.agent.keypad(CODE)
        assert answer.opened == ()
        assert answer.text == display.USED_UP


async def test_the_ten_minutes_survive_a_power_cut(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        await station.agent.keypad(CODE)
        await station.pull_the_plug()
        station.clock.go(minutes=5)
        await station.power_on()
        assert (await station.agent.keypad(CODE)).opened == (7,)
        station.clock.go(minutes=5)
        await station.pull_the_plug()
        await station.power_on()
        assert (await station.agent.keypad(CODE)).text == display.USED_UP


async def test_a_volunteer_may_come_as_often_as_the_right_says(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right("12345678", role=Role.VOLUNTEER, uses=2))
        for expected in ((7,), (7,), ()):
            assert (await station.agent.keypad("12345678")).opened == expected
            station.board.move_door(7, closed=True)
            station.clock.go(minutes=11)


async def test_a_jammed_door_costs_no_use(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        station.board.jam(7, True)
        answer = await station.agent.keypad(CODE)
        assert (answer.opened, answer.text) == ((), "Fach 7 klemmt. Bitte schreiben Sie im Chat oder rufen Sie an.")
        station.clock.go(hours=1)
        station.board.jam(7, False)
        assert (await station.agent.keypad(CODE)).opened == (7,)


async def test_an_unknown_code_says_so_in_one_sentence_or_two(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        answer = await station.agent.keypad("999999")
        assert (answer.opened, answer.text) == ((), display.UNKNOWN)
        await station.until(lambda: station.kinds() == ["code_refused"])
        assert station.events()[0].detail == "unknown"


async def test_a_code_of_another_station_is_unknown_here(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        await station.hear(GRANTS.of("p1"), signed_list("p2", 2, right("222333", sid="p2")))
        assert verdicts(station)[-1] is GrantsVerdict.BAD_MAC
        assert (await station.agent.keypad("222333")).text == display.UNKNOWN


async def test_an_old_code_is_called_old_and_is_no_wrong_guess(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        await station.give(2)
        await station.pull_the_plug()
        await station.power_on()
        for _ in range(7):
            assert (await station.agent.keypad(CODE)).text == display.NO_LONGER
        station.clock.go(days=8)
        assert (await station.agent.keypad(CODE)).text == display.UNKNOWN


async def test_too_early_and_too_late(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(
            1,
            right("111222", "today", from_=NOON + timedelta(hours=2)),
            right("333444", "tomorrow", from_=NOON + timedelta(days=1)),
            right("555666", "over", to=NOON),
        )
        assert (await station.agent.keypad("111222")).text == "Dieser Code gilt erst ab 15:00 Uhr."
        assert (await station.agent.keypad("333444")).text == "Dieser Code gilt erst ab 04.03., 13:00 Uhr."
        assert (await station.agent.keypad("555666")).text == display.NO_LONGER


async def test_a_station_unsure_of_the_time_is_generous_and_says_so_to_nobody(tmp_path: Path) -> None:
    station = TableStation(tmp_path)
    await station.power_on(synced=False)
    await station.give(
        1, right("555666", to=NOON - timedelta(hours=11)), right("777888", "g2", to=NOON - timedelta(hours=13))
    )
    assert (await station.agent.keypad("555666")).opened == (7,)
    assert (await station.agent.keypad("777888")).opened == ()
    await station.power_off()


@pytest.mark.parametrize("typed", ["", "12", "abcdef", "１２３４５６", "47110", "4711081", "471108\n; DROP"])
async def test_what_is_no_code_is_no_guess(tmp_path: Path, typed: str) -> None:
    async with TableStation(tmp_path) as station:
        for _ in range(6):
            assert (await station.agent.keypad(typed)).text == display.NOT_A_CODE
        assert station.journal.waiting() == 0


async def test_five_wrong_codes_bring_a_pause_that_grows(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        for pause in (1, 2, 4, 8, 15):
            for _ in range(5):
                await station.agent.keypad("000001")
            refused = await station.agent.keypad(CODE)
            assert refused.text.startswith("Zu viele falsche Codes."), pause
            station.clock.go(minutes=pause, seconds=-1)
            assert (await station.agent.keypad(CODE)).opened == ()
            station.clock.go(seconds=1)
        assert (await station.agent.keypad(CODE)).opened == (7,)


async def test_a_pause_survives_a_power_cut(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        for _ in range(5):
            await station.agent.keypad("000001")
        await station.pull_the_plug()
        await station.power_on()
        assert (
            await station.agent.keypad(CODE)
        ).text == "Zu viele falsche Codes. Bitte versuchen Sie es um 13:01 Uhr wieder."


async def test_thirty_wrong_codes_in_a_day_leave_only_volunteers_in(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE), right("12345678", "v1", (2,), Role.VOLUNTEER))
        for _ in range(30):
            await station.agent.keypad("000001")
            station.clock.go(minutes=16)
        assert (await station.agent.keypad(CODE)).text == display.STATION_LOCKED
        assert (await station.agent.keypad("12345678")).opened == (2,)
        await station.until(lambda: station.kinds().count("code_alarm") == 1)
        station.clock.go(days=1)
        await station.give(2, right(CODE, to=NOON + timedelta(days=9)))
        assert (await station.agent.keypad(CODE)).opened == (7,)


async def test_a_list_is_taken_once_it_is_on_disk_and_only_if_it_is_newer(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(3, right(CODE))
        await station.give(3, right(CODE))
        await station.give(3, right("999999"))
        await station.give(2, right("999999"))
        assert verdicts(station) == [
            GrantsVerdict.ACCEPTED,
            GrantsVerdict.ACCEPTED,
            GrantsVerdict.VERSION_OLD,
            GrantsVerdict.VERSION_OLD,
        ]
        await station.pull_the_plug()
        await station.power_on()
        assert station.agent.codes.version == 3
        assert (await station.agent.keypad(CODE)).opened == (7,)


async def test_a_list_that_core_did_not_sign_is_not_taken(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        stranger = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
        await station.hear(GRANTS.of("p1"), signed_list("p1", 1, right(CODE), key=stranger))
        await station.hear(GRANTS.of("p1"), b"{}")
        assert verdicts(station) == [GrantsVerdict.BAD_MAC, GrantsVerdict.FAILED]
        assert (await station.agent.keypad(CODE)).opened == ()


async def test_codes_stand_in_no_log_and_not_in_the_journal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with TableStation(tmp_path) as station:
        await station.give(1, right(CODE))
        await station.agent.keypad(CODE)
        await station.agent.keypad("864213")
        await station.until(lambda: len(station.events()) >= 3)
        told = b"".join(sent.payload for sent in station.line.sent)
    kept = _everything_in(tmp_path)
    for code in (CODE, "864213"):
        assert code not in caplog.text
        assert code.encode() not in told
        assert code.encode() not in kept


def _everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())
