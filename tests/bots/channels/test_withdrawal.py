"""The withdrawal function: two steps, no log-in, no JavaScript, one receipt however often the button is pressed."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.bots.channels.house import House, house

ANSWERS = {"name": "Irmgard Pöppelbaum", "order": "KAP-7", "contact": "05284 123456", "parts": ""}


async def send(at: House, path: str, answers: dict[str, str], origin: str | None = None) -> tuple[int, str]:
    async with at.client.post(path, data=answers, headers={"Origin": origin or at.origin}) as response:
        return response.status, await response.text()


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of the first form, as a browser would send them."""
    form = html.partition("<form")[2].partition("</form>")[0]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in fields}


async def test_declare_confirm_receipt() -> None:
    async with house() as at:
        async with at.client.get("/widerruf?bestellung=KAP-7") as response:
            assert 'value="KAP-7"' in await response.text()
        status, summary = await send(at, "/widerruf", ANSWERS)
        assert status == 200
        assert "Widerruf bestätigen" in summary
        assert "alle Waren dieser Bestellung" in summary
        assert at.office.taken == {}
        status, receipt = await send(at, "/widerruf/bestaetigen", hidden(summary))
        assert status == 200
        assert "Mittwoch, 4. März 2026 um 09:10:00 Uhr" in receipt
        assert "WDR-4K7" in receipt
        (form,) = at.office.taken.values()
        assert (form.name, form.order, form.contact, form.parts) == tuple(ANSWERS.values())


async def test_pressing_twice_withdraws_once() -> None:
    async with house() as at:
        _, summary = await send(at, "/widerruf", ANSWERS)
        first = await send(at, "/widerruf/bestaetigen", hidden(summary))
        assert await send(at, "/widerruf/bestaetigen", hidden(summary)) == first
        assert len(at.office.taken) == 1


@pytest.mark.parametrize("missing", ["name", "order", "contact"])
async def test_what_is_missing_is_asked_for_and_the_rest_stays(missing: str) -> None:
    async with house() as at:
        status, html = await send(at, "/widerruf", ANSWERS | {missing: "  "})
        assert status == 422
        assert f'href="#{missing}"' in html
        assert f'id="{missing}-wrong"' in html
        assert all(value in html for name, value in ANSWERS.items() if name != missing)


async def test_a_contact_that_reaches_nobody_is_asked_for() -> None:
    async with house() as at:
        status, _ = await send(at, "/widerruf", ANSWERS | {"contact": "zu Hause"})
        assert status == 422


async def test_changing_something_leads_back_to_the_filled_form() -> None:
    async with house() as at:
        status, html = await send(at, "/widerruf", ANSWERS | {"change": "ja"})
        assert status == 200
        assert 'value="KAP-7"' in html
        assert 'role="alert"' not in html


async def test_only_what_was_shown_can_be_confirmed() -> None:
    async with house() as at:
        _, summary = await send(at, "/widerruf", ANSWERS)
        for forged in ({"order": "ABC-1"}, {"token": "x"}, {"token": ""}):
            status, again = await send(at, "/widerruf/bestaetigen", hidden(summary) | forged)
            assert status == 200
            assert "noch einmal" in again
        assert at.office.taken == {}


async def test_a_summary_left_open_over_night_is_shown_once_more() -> None:
    async with house() as at:
        _, summary = await send(at, "/widerruf", ANSWERS)
        at.door.clock.time += timedelta(days=2)
        _, again = await send(at, "/widerruf/bestaetigen", hidden(summary))
        assert at.office.taken == {}
        await send(at, "/widerruf/bestaetigen", hidden(again))
        assert len(at.office.taken) == 1


async def test_when_it_cannot_be_stored_that_is_said_and_nothing_is_lost() -> None:
    async with house() as at:
        _, summary = await send(at, "/widerruf", ANSWERS)
        at.office.closed = True
        status, again = await send(at, "/widerruf/bestaetigen", hidden(summary))
        assert status == 503
        assert "noch nicht angekommen" in again
        at.office.closed = False
        assert hidden(again) == hidden(summary)
        status, _ = await send(at, "/widerruf/bestaetigen", hidden(again))
        assert status == 200


async def test_another_page_cannot_send_the_form() -> None:
    async with house() as at:
        status, _ = await send(at, "/widerruf", ANSWERS, origin="http://evil.example")
        assert status == 403


async def test_an_old_browser_without_origin_is_known_by_the_page_it_names() -> None:
    async with house() as at:
        headers = {"Referer": f"{at.origin}/widerruf"}
        async with at.client.post("/widerruf", data=ANSWERS, headers=headers) as response:
            assert response.status == 200
        async with at.client.post("/widerruf", data=ANSWERS) as response:
            assert response.status == 403


async def test_html_in_an_answer_stays_text() -> None:
    async with house() as at:
        _, summary = await send(at, "/widerruf", ANSWERS | {"name": '<script>"x"</script>', "parts": "$name"})
        assert "<script>&quot;" not in summary
        assert "&lt;script&gt;" in summary
        assert "$name" in summary
