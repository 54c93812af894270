"""All texts as they may be said: every variant, with values of the usual length in the place of variables."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast

from bots.texts.texts import FOLDER

# A value of the usual length for each name of a variable; what is not here is one usual word.
USUAL = {
    "phone": "05271 000000",
    "hours": "Montag bis Freitag von 8 bis 18 Uhr",
    "url": "https://dorfbote.example/widerruf",
    "link": "https://dorfbote.example/meine-daten/0197a1b2c3-1795680600-63d147f269b01cf7c7e20cdf4558362a",
    "operator": "Smarte Nahversorgung Höxter",
    "name": "Irmgard Pöppelbaum",
    "owner": "Christoph Kornhage",
    "merchant": "Bäckerei Korn & Kruste",
    "merchants": "Bäckerei Korn & Kruste und Molkerei Nethewiese",
    "station": "Vinsebeck",
    "stations": "Vinsebeck, Bredenborn, Ovenhausen, Dringenberg, Scherfede und Bühne",
    "address": "Dorfplatz 1",
    "street": "Mühlengasse 8",
    "town": "Brakel",
    "village": "Ovenhausen, Höxter",
    "code": "KAP-74",
    "codes": "KAP-74",
    "thing": "Graubrot 1000 g",
    "product": "Graubrot 1000 g: 4,89 € (4,89 €/kg)",
    "things": "Graubrot, Butter und Milch",
    "ingredients": "WEIZENMEHL, Wasser, ROGGENMEHL, Natursauerteig (ROGGEN), Salz, Hefe",
    "allergens": "Weizen und Roggen",
    "fact": "Bäckerei Korn & Kruste, Brakel",
    "note": "Nicht für Kinder unter 12 Monaten.",
    "total": "16,90 €",
    "price": "16,90 €",
    "deposit": "0,45 €",
    "distance": "2,4 km",
    "until": "Donnerstag, 26. November",
    "day": "Donnerstag, 26. November",
    "at": "Donnerstag, 26. November",
    "boxes": "7 und 8",
    "count": "3",
    "left": "3",
    "no": "7",
    "box": "7",
}
FUNCTIONS = {"DAY": "Donnerstag, 26. November", "CLOCK": "14:30 Uhr", "NUMBER": "12"}
WORD = "zwölf"


@dataclass(frozen=True, slots=True)
class Text:
    """One message of a file with all its variants."""

    key: str
    file: str
    variants: tuple[str, ...]
    variables: frozenset[str]


def texts(language: str = "de") -> Iterator[Text]:
    """Every message of every file."""
    for path in sorted((FOLDER / language).glob("*.ftl")):
        yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Text]:
    for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content}"
        if isinstance(entry, ast.Message):
            assert entry.value is not None
            variables: set[str] = set()
            said = tuple(_said(entry.value, variables))
            yield Text(entry.id.name, path.name, said, frozenset(variables))


def _said(pattern: ast.Pattern, variables: set[str]) -> Iterator[str]:
    pieces: list[list[str]] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            pieces.append([element.value])
        else:
            pieces.append(_placed(element.expression, variables))
    for combination in itertools.product(*pieces):
        yield "".join(combination)


def _placed(expression: object, variables: set[str]) -> list[str]:
    if isinstance(expression, ast.SelectExpression):
        _placed(expression.selector, variables)
        return [said for variant in expression.variants for said in _said(variant.value, variables)]
    if isinstance(expression, ast.VariableReference):
        variables.add(expression.id.name)
        return [USUAL.get(expression.id.name, WORD)]
    if isinstance(expression, ast.FunctionReference):
        for argument in expression.arguments.positional:
            _placed(argument, variables)
        return [FUNCTIONS[expression.id.name]]
    if isinstance(expression, ast.StringLiteral | ast.NumberLiteral):
        return [str(expression.value)]
    raise AssertionError(f"a text holds a {type(expression).__name__}")
