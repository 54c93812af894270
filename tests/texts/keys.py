"""Which text keys the program may ask for: read from its source, its flows and its refusals."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import domain
from bots.flows.repertoire import REPERTOIRE
from domain.errors import DomainError

BOTS = Path(__file__).parents[2] / "bots"
KEY = re.compile(r"[a-z]+(-[a-z0-9_]+)+")
SAYERS = {"words", "Words"}
SPEAKING = {"flows", "notices", "dialogue"}


def asked_by_name() -> dict[str, str]:
    """Keys given to `words(...)` as they are, with the file that does it."""
    found: dict[str, str] = {}
    for path, node in _nodes():
        if isinstance(node, ast.Call) and _name(node.func) in SAYERS and node.args:
            found |= dict.fromkeys(_constants(node.args[0]), path.name)
    return found


def any_string() -> set[str]:
    """Every string of the program that looks like a key: it may be handed to `words` later."""
    return {key for _, node in _nodes() for key in _constants(node)}


def patterns() -> dict[str, re.Pattern[str]]:
    """Keys put together from parts: f"problem-{kind}" may be any key of that form."""
    found = {}
    for path, node in _nodes():
        if not isinstance(node, ast.JoinedStr) or not set(path.relative_to(BOTS).parts) & SPEAKING:
            continue
        parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
        literal = "".join(part or "" for part in parts)
        # Letters and a hyphen before the first gap or about the middle, or it would fit everything.
        named = parts[0] is not None or literal.count("-") > 1
        if named and re.fullmatch(r"[a-z][a-z0-9_-]*|-[a-z]+-", literal) and "-" in literal:
            pattern = "".join("[a-z0-9_-]+" if part is None else re.escape(part) for part in parts)
            found[f"{path.name}: {pattern}"] = re.compile(pattern)
    return found


def of_flows() -> set[str]:
    """Questions that get their words from the names of flow and slot."""
    return {f"{flow.name}-ask-{ask.slot}" for flow in REPERTOIRE.flows for ask in flow.asks if ask.words is None}


def of_refusals() -> set[str]:
    """One sentence for each refusal of the domain."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    importlib.import_module("integrations.core_thread")  # its one refusal reaches people, too
    return {refusal.text_key() for refusal in _with_subclasses(DomainError)}


def _with_subclasses(cls: type[DomainError]) -> Iterator[type[DomainError]]:
    yield cls
    for sub in cls.__subclasses__():
        if sub.__module__.startswith(("domain.", "integrations.")):
            yield from _with_subclasses(sub)


def _nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(BOTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _constants(node: ast.AST) -> set[str]:
    """The string itself, or both of "a if … else b"."""
    if isinstance(node, ast.IfExp):
        return _constants(node.body) | _constants(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
        return {node.value}
    return set()
