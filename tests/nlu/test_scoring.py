"""The figures of baskets, on invented lines: who counts as right, silent, needless, dropped or led astray."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from nlu import scoring
from nlu.scoring import Share, figures, judge, judge_all, message, read_expected

Entry = dict[str, Any]


def answer(
    *items: Entry, ask: tuple[Entry, ...] = (), unknown: tuple[str, ...] = (), intent: Any = "order_items"
) -> Entry:
    return {"items": list(items), "ask": list(ask), "unknown": list(unknown), "intent": intent}


def wanted(*answers: Entry, given: list[Entry] | None = None) -> Entry:
    line: Entry = {"id": "x1", "text": "zwei Äpfel", "expect_any": list(answers)}
    return line if given is None else {**line, "given_basket": given}


def found(*items: Entry, **rest: Any) -> Entry:
    return {"id": "x1", **answer(*items, **rest)}


def asks(*candidates: str, about: str = "product", **rest: Any) -> Entry:
    return {"text": "Äpfel", "about": about, "candidates": list(candidates), **rest}


APPLES = {"sku": "A-1", "packs": 2}
WHICH_APPLES = {"about": "product", "accept": ["A-1", "A-2"]}


def test_the_same_items_in_another_order_are_right() -> None:
    bread = {"sku": "B-1", "grams": 500}
    verdict = judge(wanted(answer(APPLES, bread)), found(bread, APPLES))
    assert verdict.basket_right
    assert not verdict.wrong_items


@pytest.mark.parametrize(
    "item", [{"sku": "A-1", "packs": 3}, {"sku": "A-2", "packs": 2}, {"sku": "A-1", "grams": 2}], ids=str
)
def test_another_amount_or_product_is_a_wrong_item_put_in_silently(item: Entry) -> None:
    verdict = judge(wanted(answer(APPLES)), found(item))
    assert verdict.basket_right is False
    assert verdict.wrong_items == (item,)


def test_an_item_instead_of_the_question_is_put_in_silently() -> None:
    verdict = judge(wanted(answer(ask=(WHICH_APPLES,))), found(APPLES))
    assert verdict.wrong_items == (APPLES,)
    assert not verdict.dropped


def test_the_same_item_twice_is_not_the_item_once() -> None:
    assert judge(wanted(answer(APPLES)), found(APPLES, APPLES)).basket_right is False


@pytest.mark.parametrize(("grams", "right"), [(539, False), (540, True), (559, True), (560, False)])
def test_an_amount_may_be_a_range(grams: int, right: bool) -> None:
    line = wanted(answer({"sku": "B-1", "grams": {"from": 540, "to": 559}}))
    assert judge(line, found({"sku": "B-1", "grams": grams})).basket_right is right


@pytest.mark.parametrize(
    ("question", "right"),
    [
        (asks("A-2"), True),
        (asks("A-1", "A-2"), True),
        (asks("A-1", "P-1"), False),
        (asks(), False),
        (asks("A-1", about="quantity"), False),
        (asks("A-1", packs=2), True),
        (asks("A-1", packs=1), False),
    ],
    ids=str,
)
def test_a_question_must_offer_only_what_may_be_meant_and_keep_the_amount(question: Entry, right: bool) -> None:
    line = wanted(answer(ask=({**WHICH_APPLES, "packs": 2},)))
    assert judge(line, found(ask=(question,))).basket_right is right


def test_at_most_three_candidates_are_offered() -> None:
    line = wanted(answer(ask=({"about": "product", "accept": ["A", "B", "C", "D"]},)))
    assert judge(line, found(ask=(asks("A", "B", "C"),))).basket_right
    assert judge(line, found(ask=(asks("A", "B", "C", "D"),))).basket_right is False


def test_a_question_may_be_about_product_or_quantity_and_must_name_the_words() -> None:
    line = wanted(answer(ask=({"about": ["product", "quantity"], "accept": ["A-1"], "text_contains": "aepfel"},)))
    assert judge(line, found(ask=(asks("A-1", about="quantity"),))).basket_right
    assert judge(line, found(ask=({**asks("A-1"), "text": "Birnen"},))).basket_right is False


def test_a_question_about_what_was_clear_is_needless_a_clumsy_one_is_not() -> None:
    clear = judge(wanted(answer(APPLES)), found(ask=(asks("A-1"),)))
    assert clear.needless_questions
    assert not clear.dropped
    clumsy = judge(wanted(answer(ask=(WHICH_APPLES,))), found(ask=(asks("A-1", "P-1"),)))
    assert clumsy.basket_right is False
    assert not clumsy.needless_questions


def test_what_is_neither_in_the_basket_nor_asked_about_is_dropped() -> None:
    assert judge(wanted(answer(APPLES)), found()).dropped
    assert judge(wanted(answer(ask=(WHICH_APPLES,))), found()).dropped
    assert not judge(wanted(answer(APPLES), answer()), found()).dropped


def test_unknown_goods_may_come_back_with_their_article_but_must_come_back() -> None:
    line = wanted(answer(unknown=("Äpfel", "Löwenzahn")))
    assert judge(line, found(unknown=("einen loewenzahn", "aepfel"))).basket_right
    assert judge(line, found(unknown=("Äpfel",))).basket_right is False
    assert judge(line, found(unknown=("Äpfel", ""))).basket_right is False


def test_any_of_several_right_answers_will_do_but_not_a_mixture() -> None:
    line = wanted(answer(APPLES), answer(ask=(WHICH_APPLES,)))
    assert judge(line, found(APPLES)).basket_right
    assert judge(line, found(ask=(asks("A-2"),))).basket_right
    assert judge(line, found(APPLES, ask=(asks("A-2"),))).basket_right is False


def test_the_intent_counts_apart_from_the_basket_and_may_have_several_right_names() -> None:
    line = wanted(answer(APPLES, intent=["order_items", "checkout"]))
    assert judge(line, found(APPLES, intent="checkout")).intent_right
    wrong = judge(line, found(APPLES, intent="thank"))
    assert wrong.basket_right
    assert not wrong.intent_right


@pytest.mark.parametrize(
    ("result", "acted"),
    [
        (found(APPLES, intent="out_of_scope"), False),
        (found(APPLES, intent="small_talk"), False),
        (found(APPLES, APPLES, intent="out_of_scope"), True),
        (found(intent="remove_items"), True),
        (found(APPLES, intent="cancel_order"), True),
        (found(APPLES, intent="book_service"), True),
    ],
    ids=str,
)
def test_a_foreign_request_acts_when_the_basket_changes_or_it_orders_cancels_or_books(
    result: Entry, acted: bool
) -> None:
    line = wanted(answer(APPLES, intent="out_of_scope"), given=[APPLES])
    assert judge(line, result).foreign_acted is acted


def test_a_request_of_ours_is_never_counted_as_foreign() -> None:
    assert judge(wanted(answer(APPLES)), found(APPLES)).foreign_acted is None


def test_the_figures_count_baskets_intents_and_foreign_requests_among_their_own() -> None:
    foreign = {"id": "f", "text": "ein Taxi", "expect": {"intent": "out_of_scope"}}
    right, wrong = {**wanted(answer(APPLES)), "id": "r"}, {**wanted(answer(APPLES)), "id": "w"}
    verdicts = judge_all(
        [right, wrong, foreign],
        [
            {**found(intent="checkout"), "id": "f"},
            {**found({"sku": "A-9", "packs": 1}, intent="thank"), "id": "w"},
            {**found(APPLES), "id": "r"},
        ],
    )
    counted = figures(verdicts)
    assert counted.baskets_right == Share(1, 2)
    assert counted.wrong_item_silently == Share(1, 2)
    assert counted.no_needless_question == Share(2, 2)
    assert counted.dropped_silently == Share(1, 2)
    assert counted.intents_right == Share(1, 3)
    assert counted.intents_right.percent == 33.3
    assert counted.foreign_acted == Share(1, 1)


def test_a_message_without_a_result_is_an_error_not_a_gap() -> None:
    with pytest.raises(scoring.ScoringError, match="x1"):
        judge_all([wanted(answer(APPLES))], [])


def test_what_the_parser_sees_does_not_hold_the_answer() -> None:
    assert message(wanted(answer(APPLES), given=[APPLES])) == {
        "id": "x1",
        "text": "zwei Äpfel",
        "given_basket": [APPLES],
    }


YAML = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hallo
- intent: out_of_scope
  examples: |
    - ein Taxi
    - wie spät ist es
"""


def test_foreign_requests_come_from_a_file_in_rasas_format(tmp_path: Path) -> None:
    (tmp_path / "more.yml").write_text(YAML, encoding="utf-8")
    lines = read_expected([tmp_path / "more.yml"])
    assert [(line["id"], line["text"]) for line in lines] == [("more-1", "ein Taxi"), ("more-2", "wie spät ist es")]
    assert judge(lines[0], {**found(intent="out_of_scope"), "id": "more-1"}).basket_right is None


def test_an_id_that_is_used_twice_is_an_error(tmp_path: Path) -> None:
    line = json.dumps(wanted(answer(APPLES)))
    (tmp_path / "twice.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(scoring.ScoringError, match="x1"):
        read_expected([tmp_path / "twice.jsonl"])


def test_the_command_writes_messages_and_reads_a_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected, result = tmp_path / "expected.jsonl", tmp_path / "result.jsonl"
    expected.write_text(json.dumps(wanted(answer(APPLES)), ensure_ascii=False) + "\n", encoding="utf-8")
    result.write_text(json.dumps(found(intent="thank")) + "\n", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["scoring", *arguments])
        return scoring.main(), capsys.readouterr().out

    assert run("messages", str(expected)) == (0, '{"id": "x1", "text": "zwei Äpfel"}\n')
    code, table = run("score", str(expected), "--result", str(result), "--show", "1")
    assert code == 0
    assert "baskets exactly right or rightly asked back             0 of 1       0.0 %" in table
    assert "wrong:    basket, dropped, intent" in table
    code, text = run("score", str(expected), "--result", str(result), "--json")
    assert json.loads(text)["dropped_silently"] == {"count": 1, "of": 1, "percent": 100.0}
    assert run("score", str(expected), "--result", str(tmp_path / "none.jsonl"))[0] == 2
