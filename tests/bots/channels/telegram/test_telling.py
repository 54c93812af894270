"""Messages as Telegram shows them."""

from __future__ import annotations

from bots.channels.channel import Button, Outgoing, Picture, Row
from bots.channels.telegram.telling import LONGEST_CAPTION, LONGEST_TEXT, Part, parts, plain_parts
from bots.dialogue.scribe import TAP, TOKEN_LENGTH
from tests.bots.channels.telegram.house import PNG, outgoing
from tests.telegram.emulator import LONGEST_PAYLOAD

ROWS = (
    Row("", "Molkerei Nethewiese", "", "seller"),
    Row("2 ×", "Vollmilch 🥛 1 l", "2,38 €"),
    Row("", "1,19 € je Liter", "", "note"),
    Row("", "Bäckerei Korn & Kruste", "", "seller"),
    Row("1 ×", "Graubrot", "3,90 €"),
    Row("", "Pfand", "0,30 €", "deposit"),
    Row("", "Zusammen", "6,58 €", "total"),
)
WALL = Picture("/picture/wall-P1-7.png", "Wand in Vinsebeck, Fach 7 ist markiert")


def only(message: Outgoing, picture: bytes | None = None) -> Part:
    told = parts(message, picture)
    assert len(told) == 1
    return told[0]


def bold_of(part: Part) -> list[str]:
    encoded = part.text.encode("utf-16-le")
    return [encoded[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le") for one in part.bold]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_table_has_one_line_a_row_with_its_price_in_bold() -> None:
    part = only(outgoing("Ihre Bestellung, bitte prüfen Sie:", rows=ROWS))
    assert part.text.splitlines() == [
        "Ihre Bestellung, bitte prüfen Sie:",
        "",
        "Molkerei Nethewiese:",
        "2 × Vollmilch 🥛 1 l: 2,38\u00a0€",
        "1,19 € je Liter",
        "",
        "Bäckerei Korn & Kruste:",
        "1 × Graubrot: 3,90\u00a0€",
        "Pfand: 0,30\u00a0€",
        "Zusammen: 6,58\u00a0€",
    ]
    assert bold_of(part) == ["2,38\u00a0€", "3,90\u00a0€", "0,30\u00a0€", "6,58\u00a0€"]


def test_a_human_is_named_as_a_human() -> None:
    assert (
        only(outgoing("Ich rufe Sie an.", speaker="Carola Wessel")).text == "Carola Wessel (Mensch): Ich rufe Sie an."
    )


def test_what_people_write_is_never_markup() -> None:
    part = only(outgoing("Carola schreibt: *fett* <b>fett</b> [hier](http://x)"))
    assert part == Part("Carola schreibt: *fett* <b>fett</b> [hier](http://x)")


def test_choices_have_numbers_that_can_be_typed() -> None:
    buttons = (Button("Ins Fach", "/t-1"), Button("Nach Hause", "/t-2"))
    assert [b.title for b in only(outgoing("Wie?", buttons=buttons)).buttons] == [
        "1.\u00a0Ins Fach",
        "2.\u00a0Nach Hause",
    ]


def test_a_button_that_costs_is_never_a_number() -> None:
    buttons = (Button("Jetzt kaufen", "/t-1", "buy"), Button("Etwas ändern", "/t-2"))
    assert only(outgoing("Gut so?", buttons=buttons)).buttons == buttons


def test_choices_too_long_for_a_button_are_read_in_the_message() -> None:
    long = "Frische Vollmilch 3,5 %, 1 l: 1,39 € (1,39 €/l)"
    part = only(outgoing("Welche?", buttons=(Button(long, "/t-1"), Button("Keine", "/t-2"))))
    assert part.text == f"Welche?\n\n1. {long}\n2. Keine"
    assert len(part.buttons) == 2


def test_a_picture_carries_the_words_and_its_own() -> None:
    button = Button("Fach öffnen", "/t-1")
    part = only(outgoing("Ihr Code: 471 108", picture=WALL, buttons=(button,)), PNG)
    assert part == Part("Ihr Code: 471 108\n\nBild: Wand in Vinsebeck, Fach 7 ist markiert", (), (button,), PNG)


def test_a_picture_that_cannot_be_drawn_leaves_its_words() -> None:
    part = only(outgoing("Ihr Code: 471 108", picture=WALL))
    assert part.picture is None
    assert "Fach 7" in part.text


def test_words_too_long_for_a_caption_follow_the_picture() -> None:
    text = "Wort " * 300
    first, second = parts(outgoing(text.strip(), picture=WALL, buttons=(Button("Ja", "/t-1"),)), PNG)
    assert (first.picture, first.text, first.buttons) == (PNG, WALL.alt, ())
    assert (second.picture, second.buttons) == (None, (Button("Ja", "/t-1"),))
    assert text.strip() in second.text


def test_what_is_too_long_is_cut_between_lines_and_nothing_is_missing() -> None:
    rows = tuple(Row("1 ×", f"Sache 🥔 Nummer {number} mit einem langen Namen", "1,00 €") for number in range(300))
    told = parts(outgoing("Ihre Packliste:", rows=rows, buttons=(Button("Alles da", "/t-1"),)), None)
    assert len(told) > 1
    assert all(units(part.text) <= LONGEST_TEXT for part in told)
    lines = [line for part in told for line in part.text.splitlines()]
    assert [line for line in lines if "Sache" in line] == [f"1 × {row.thing}: 1,00\u00a0€" for row in rows]
    assert all(bold == "1,00\u00a0€" for part in told for bold in bold_of(part))
    assert [len(part.buttons) for part in told] == [0] * (len(told) - 1) + [1]


def test_one_endless_line_is_cut_somewhere() -> None:
    told = parts(outgoing("🥔" * 5000), None)
    assert all(units(part.text) <= LONGEST_TEXT for part in told)
    assert "".join(part.text for part in told).replace("\n", "") == "🥔" * 5000


def test_a_message_without_words_is_not_empty() -> None:
    assert only(outgoing("")).text.strip()


def test_in_words_alone_the_choices_are_lines() -> None:
    message = outgoing("Gut so?", rows=ROWS[1:2], picture=WALL, buttons=(Button("Jetzt kaufen", "/t-1", "buy"),))
    (plain,) = plain_parts(message)
    assert (plain.bold, plain.buttons, plain.picture) == ((), (), None)
    assert plain.text.splitlines()[-1] == "1. Jetzt kaufen"


def test_the_payload_of_every_button_fits() -> None:
    assert len(TAP.encode()) + TOKEN_LENGTH <= LONGEST_PAYLOAD


def test_captions_are_counted_as_telegram_counts() -> None:
    told = parts(outgoing("🥔" * (LONGEST_CAPTION // 2), picture=WALL), PNG)
    assert all(units(part.text) <= LONGEST_CAPTION for part in told if part.picture)
