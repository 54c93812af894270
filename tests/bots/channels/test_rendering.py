"""Messages as plain text."""

from __future__ import annotations

from bots.channels.channel import Button, Outgoing, Row
from bots.channels.rendering import plain_text
from tests.bots.channels.fake_door import START


def message(text: str, *rows: Row, buttons: tuple[Button, ...] = (), speaker: str | None = None) -> Outgoing:
    return Outgoing(1, START, text, buttons=buttons, rows=rows, speaker=speaker)


def test_a_basket_becomes_lines_with_the_commas_under_each_other() -> None:
    basket = message(
        "Das steht in Ihrem Warenkorb.",
        Row("", "Bäckerei Müller", "", "seller"),
        Row("2 ×", "Graubrot 750 g", "7,80 €"),
        Row("10 ×", "Brötchen, hell", "14,00 €"),
        Row("", "3,90 € je Stück", "", "note"),
        Row("", "Pfand", "0,30 €", "deposit"),
        Row("", "Zusammen", "122,10 €", "total"),
    )
    assert plain_text(basket).splitlines() == [
        "Das steht in Ihrem Warenkorb.",
        "Bäckerei Müller:",
        "2 × Graubrot 750 g     7,80 €",
        "10 × Brötchen, hell   14,00 €",
        "3,90 € je Stück",
        "Pfand                  0,30 €",
        "Zusammen             122,10 €",
    ]


def test_one_very_long_name_does_not_push_all_prices_away() -> None:
    long = "Frische fettarme Bio-Weidemilch im Pfandglas 1 l"
    lines = plain_text(message("", Row("1 ×", long, "2,19 €"), Row("1 ×", "Brot", "3,90 €"))).splitlines()
    assert lines == [f"1 × {long}  2,19 €", "1 × Brot  3,90 €"]


def test_a_list_without_prices_has_no_empty_column() -> None:
    assert plain_text(message("", Row("28 ×", "helle Brötchen", ""), Row("4 ×", "Graubrote", ""))).splitlines() == [
        "28 × helle Brötchen",
        "4 × Graubrote",
    ]


def test_a_person_is_named_as_a_person() -> None:
    assert plain_text(message("Wie kann ich helfen?", speaker="Anna Meier")) == (
        "Anna Meier (Mensch): Wie kann ich helfen?"
    )


def test_buttons_become_numbered_lines_where_there_are_none() -> None:
    question = message("Welche Milch?", buttons=(Button("Vollmilch", "/1"), Button("Heumilch", "/2")))
    assert plain_text(question) == "Welche Milch?"
    assert plain_text(question, numbered_buttons=True) == "Welche Milch?\n1. Vollmilch\n2. Heumilch"
