"""Clumsy sentences: the same every time, as clumsy as asked for, and still marked where they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlu.noise import with_typing_errors, with_umlauts_written_out
from nlu.result import Entity
from nlu.training_data import Example, read_markup


def marked(line: str) -> Example:
    text, entities = read_markup(line)
    return Example(text, "order_items", entities)


def spans(example: Example) -> list[str]:
    return [example.text[one.start : one.end] for one in example.entities]


def test_umlauts_are_written_out_and_marks_move_along() -> None:
    folded = with_umlauts_written_out(marked("Grüße, [zwölf](quantity) [Brötchen](product) für Düsseldorf"))
    assert folded.text == "Gruesse, zwoelf Broetchen fuer Duesseldorf"
    assert spans(folded) == ["zwoelf", "Broetchen"]
    assert [one.text for one in folded.entities] == spans(folded)


def test_typing_errors_are_the_same_in_every_run_and_others_with_another_seed() -> None:
    example = marked("bringen Sie mir bitte [zwölf](quantity) [Brötchen](product) und ein Pfund gute Butter")
    assert with_typing_errors(example, 0.3, 7) == with_typing_errors(example, 0.3, 7)
    assert with_typing_errors(example, 0.3, 7).text != with_typing_errors(example, 0.3, 8).text
    assert with_typing_errors(example, 0.0, 7) == example


@given(st.text(max_size=60), st.integers(0, 59), st.integers(0, 59), st.floats(0, 1))
def test_marks_stay_inside_any_text(text: str, one: int, other: int, share: float) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    entities = (Entity("x", text[start:end], start, end),) if start < end else ()
    for noisy in (
        with_typing_errors(Example(text, "i", entities), share, 1),
        with_umlauts_written_out(Example(text, "i", entities)),
    ):
        for entity in noisy.entities:
            assert entity.text
            assert noisy.text[entity.start : entity.end] == entity.text
