"""What holds for every parser: ours and Rasa's, taught with the same small sample, asked the same sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nlu.commands import DATA
from nlu.engines import ENVIRONMENT
from nlu.local_parser import LocalParser
from nlu.rasa.environment import ready_python
from nlu.rasa.project import Lessons
from nlu.rasa.project import load_or_train as load_or_train_rasa
from nlu.rasa.server import serving
from nlu.result import ParseContext, Parser, Vocabulary
from nlu.training import load_or_train
from nlu.training_data import Example, load, write_markup
from tests.nlu.county import small_county
from tests.optional import need, required

ROOT = Path(__file__).parents[2]
AN_INTENT, EPOCHS, MOST = 8, 20, 500
CONTEXT = ParseContext(today=date(2026, 3, 4))
SAID = {
    "moin": "greet",
    "auf wiedersehen": "goodbye",
    "vielen dank": "thank",
    "ich brauche zwei liter milch und ein brot": "order_items",
    "die butter bitte wieder raus": "remove_items",
    "wie war mein code": "ask_code",
    "ich möchte leere flaschen zurückgeben": "return_deposit",
    "bitte die bestellung stornieren": "cancel_order",
    "was kostet der honig": "ask_product",
    "wo bleibt meine bestellung": "order_status",
    "ich möchte mit einem menschen sprechen": "talk_to_human",
    "ist mein paket schon da": "ask_parcel",
}
"""Plain sentences; each parser must get nearly all of them right."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first sentences of every intent: small enough to be learned in a test run."""
    by_intent: dict[str, list[Example]] = {}
    for example in load(DATA).examples:
        by_intent.setdefault(example.intent, []).append(example)
    chosen = {intent: examples[:AN_INTENT] for intent, examples in sorted(by_intent.items())}
    assert sum(map(len, chosen.values())) <= MOST
    lines = ['version: "3.1"', "nlu:"]
    for intent, examples in chosen.items():
        lines += [f"- intent: {intent}", "  examples: |"]
        lines += [f"    - {write_markup(example)}" for example in examples]
    file = tmp_path_factory.mktemp("sample") / "nlu.yml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module", params=["local", "rasa"])
def any_parser(request: pytest.FixtureRequest, sample: Path) -> Iterator[Parser]:
    cache = Path(request.config.cache.mkdir("parsers"))
    if request.param == "local":
        yield LocalParser(load_or_train(sample, cache), Vocabulary(version="none"))
        return
    need("rasa", (ROOT / ENVIRONMENT / ".made").exists() or "rasa" in required())
    python = ready_python(ROOT / ENVIRONMENT, print)
    model = load_or_train_rasa(python, Lessons([sample], small_county(), EPOCHS), cache, print)
    with serving(python, model.file) as server:
        yield server


def test_plain_sentences_are_understood(any_parser: Parser) -> None:
    wrong = {
        text: found for text, intent in SAID.items() if (found := any_parser.parse(text, CONTEXT).intent.name) != intent
    }
    assert len(wrong) <= 2, wrong


def test_amounts_and_goods_are_marked_where_they_stand(any_parser: Parser) -> None:
    text = "ich brauche zwei liter milch"
    found = {(one.name, text[one.start : one.end]) for one in any_parser.parse(text, CONTEXT).entities}
    assert ("quantity", "zwei") in found
    assert ("product", "milch") in found


@pytest.mark.parametrize(
    "text", ["", " ", "?", "🥛🥛", "Milch " * 600, "a\u0000b\u202ec", "ß" * 300, "<b>{0}</b> %s ${x}"]
)
def test_no_text_is_too_much(any_parser: Parser, text: str) -> None:
    result = any_parser.parse(text, CONTEXT)
    assert result.text == text
    assert 0.0 <= result.intent.confidence <= 1.0
    shares = [one.confidence for one in result.ranking]
    assert shares == sorted(shares, reverse=True)
    assert all(
        0 <= one.start < one.end <= len(text) and one.text == text[one.start : one.end] for one in result.entities
    )
