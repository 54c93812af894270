"""Draws docs/conversations.md from the flows: `make accept`, or `python -m tools.conversations`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser, ast

from bots.dialogue.flow import Ask, Flow
from bots.flows.repertoire import REPERTOIRE
from bots.texts.texts import FOLDER
from domain.people.model import Role

PAGE = Path(__file__).parents[1] / "docs" / "conversations.md"
PEOPLE = {
    Role.GUEST: "Fremde",
    Role.RESIDENT: "Bewohner",
    Role.VOLUNTEER: "Ehrenamtliche",
    Role.MERCHANT: "Händler",
    Role.DRIVER: "Fahrer",
    Role.CENTRE: "Zentrum",
    Role.COURIER: "Paketdienst",
    Role.OPERATOR: "Betreiber",
}
HEAD = """# Conversations

What Dorfbote can talk about, drawn from the flows in `bots/flows`. Do not edit it: `make accept` writes this page anew,
and a test keeps it current. Questions and buttons are German, as people read them; ‹…› stands for what is filled in.

A conversation is a form. The next question is the first thing that is not known yet, so the questions below are asked
in this order, and those already answered are left out. At any time people may correct themselves, go back ("Zurück"),
have it repeated ("Nochmal"), stop ("Abbrechen"), ask something else in between, or call a person ("Mensch"). Danger and
rights (the first flows) come before everything else. The intents are those of [intents.md](intents.md).
"""
LATER = """## What a role cannot do from here

For meanings that no flow of a role answers there is one honest sentence, with a way to a person.

| Flow | Who | Meanings |
|---|---|---|
"""
KEY = re.compile(r"""\bwords\(\s*"([a-z0-9-]+)\"""")


def page() -> str:
    """The whole page."""
    drawn = [flow for flow in REPERTOIRE.flows if not flow.name.startswith("later:")]
    later = [flow for flow in REPERTOIRE.flows if flow.name.startswith("later:")]
    contents = "\n".join(f"- [{flow.name}](#{flow.name}): {flow.about}" for flow in drawn)
    rows = "".join(f"| `{flow.name}` | {_who(flow)} | {_code(flow.intents)} |\n" for flow in later)
    return "\n".join([HEAD, contents, "", *(_section(flow) for flow in drawn), LATER + rows])


def _section(flow: Flow[Any]) -> str:
    lines = [f"## {flow.name}", "", f"{flow.about}.", "", f"- Wer: {_who(flow)}"]
    if flow.intents:
        lines.append(f"- Beginnt mit: {_code(flow.intents)}")
    if flow.claims is not None:
        lines.append("- Beginnt auch mit eigenen Worten, was immer sonst darin stecken mag")
    if flow.knows is not None:
        lines.append("- Beginnt auch mit eigenen Worten, die sonst niemand versteht")
    if flow.start_with is not None:
        lines.append("- Beginnt mit einem Knopf")
    if flow.takes:
        lines.append(f"- Versteht, solange es offen ist: {_code(flow.takes)}")
    if flow.asks:
        lines += ["", *_table(flow), "", *_drawing(flow)]
    return "\n".join([*lines, ""])


def _table(flow: Flow[Any]) -> Iterator[str]:
    yield "| Gefragt wird nach | Frage | Knöpfe |"
    yield "|---|---|---|"
    for ask in flow.asks:
        question = " / ".join(SENTENCES[key] for key in _question_keys(flow, ask))
        buttons = " ".join(f"[{SENTENCES[key]}]" for key in _keys_in(ask.offers))
        own_words = "was gerade zur Wahl steht" if ask.offers.__name__ != "_no_options" else ""
        yield f"| `{ask.slot}` | {_cell(question) or 'sagt der Fluss selbst'} | {_cell(buttons) or own_words} |"


def _drawing(flow: Flow[Any]) -> Iterator[str]:
    yield "```mermaid"
    yield "flowchart LR"
    steps = [re.sub(r"\W", "_", ask.slot) for ask in flow.asks]
    yield f'    begin(["{flow.name}"]) --> {steps[0]}_'
    for step, ask, following in zip(steps, flow.asks, [*steps[1:], None], strict=True):
        yield f'    {step}_{{"{ask.slot}?"}} --> {f"{following}_" if following else "done"}'
    yield '    done(["fertig"])'
    yield "```"


def _question_keys(flow: Flow[Any], ask: Ask[Any]) -> list[str]:
    usual = f"{flow.name}-ask-{ask.slot}"
    if ask.words is None:
        return [usual]
    return _keys_in(ask.words) or ([usual] if usual in SENTENCES else [])


def _keys_in(function: Callable[..., Any]) -> list[str]:
    """The text keys a function names, in order."""
    named = dict.fromkeys(KEY.findall(inspect.getsource(function)))
    return [key for key in named if key in SENTENCES]


def _who(flow: Flow[Any]) -> str:
    return (
        "alle"
        if set(PEOPLE) <= flow.for_roles
        else ", ".join(PEOPLE[role] for role in PEOPLE if role in flow.for_roles)
    )


def _code(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _sentences() -> dict[str, str]:
    messages: dict[str, ast.Message] = {}
    for file in sorted((FOLDER / "de").glob("*.ftl")):
        parsed = FluentParser().parse(file.read_text(encoding="utf-8"))
        messages |= {one.id.name: one for one in parsed.body if isinstance(one, ast.Message)}
    return {key: _read(one.value, messages) for key, one in messages.items() if one.value}


def _read(pattern: ast.Pattern, messages: dict[str, ast.Message]) -> str:
    return "".join(
        part.value if isinstance(part, ast.TextElement) else _filled(part.expression, messages)
        for part in pattern.elements
    )


def _filled(expression: Any, messages: dict[str, ast.Message]) -> str:
    """What stands in braces: a gap by its name, of several variants the usual one."""
    match expression:
        case ast.VariableReference():
            return f"‹{expression.id.name}›"
        case ast.FunctionReference():
            return "".join(_filled(one, messages) for one in expression.arguments.positional)
        case ast.SelectExpression():
            return next(_read(variant.value, messages) for variant in expression.variants if variant.default)
        case ast.MessageReference():
            message = messages[expression.id.name]
            return _read(message.value, messages) if message.value else ""
        case ast.StringLiteral():
            return str(expression.parse()["value"])
        case ast.Placeable():
            return _filled(expression.expression, messages)
    return "…"


SENTENCES = _sentences()

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
