"""Another parser's opinion counts where our own is unsure, in the role of who writes, and nowhere else."""

from __future__ import annotations

from nlu.local_parser import LocalParser
from nlu.result import Intent, ParseContext
from tests.nlu.county import WEDNESDAY

UNSURE = "mit der sache von gestern"


def said(parser: LocalParser, text: str, *opinion: Intent, role: str = "resident") -> str:
    context = ParseContext(today=WEDNESDAY, roles=frozenset({role}), opinion=opinion)
    return parser.parse(text, context).intent.name


def test_it_decides_what_we_are_unsure_of(parser: LocalParser) -> None:
    assert parser.parse(UNSURE, ParseContext(today=WEDNESDAY, roles=frozenset({"resident"}))).unsure
    for name in ("ask_bill", "reorder"):
        assert said(parser, UNSURE, Intent(name, 0.9), Intent("greet", 0.05)) == name


def test_it_changes_nothing_where_we_are_sure(parser: LocalParser) -> None:
    assert said(parser, "zwei Liter Milch bitte", Intent("ask_bill", 0.99)) == "order_items"
    assert said(parser, "Hilfe ich bin gestürzt", Intent("order_items", 0.99)) == "emergency"


def test_an_unsure_opinion_an_unknown_one_and_one_of_another_role_are_none(parser: LocalParser) -> None:
    own = said(parser, UNSURE)
    assert said(parser, UNSURE, Intent("ask_bill", 0.3), Intent("reorder", 0.28)) == own
    assert said(parser, UNSURE, Intent("play_music", 0.99)) == own
    assert said(parser, UNSURE, Intent("set_price", 0.99)) == own
