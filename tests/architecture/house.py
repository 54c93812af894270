"""The production code as data: its files, the names each file uses, and who imports whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
ROOMS = ("bots", "nlu", "domain", "integrations", "devices")


def files(*rooms: str) -> list[Path]:
    """Every Python file of these rooms."""
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def relative(path: Path) -> str:
    """How people call the file."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """The name under which Python imports the file."""
    return relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def imports() -> grimp.ImportGraph:
    """Who imports whom; packages from outside appear under their first name only."""
    return grimp.build_graph(*ROOMS, include_external_packages=True, cache_dir=None)


def outside(module: str) -> set[str]:
    """What this one module imports that is not ours, the standard library included."""
    graph = imports()
    return {name for name in graph.find_modules_directly_imported_by(module) if graph.is_module_squashed(name)}


def modules_under(package: str) -> set[str]:
    """The package and every module in it; empty while nobody has written it."""
    graph = imports()
    return {package} | graph.find_descendants(package) if package in graph.modules else set()


def uses(source: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported that this source mentions: `now` of `from x import now` too."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                known[name.asname or name.name.split(".")[0]] = name.name if name.asname else name.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                known[name.asname or name.name] = f"{node.module}.{name.name}"
    for node in ast.walk(tree):
        tail: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            tail.append(inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and inner.id in known and isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, ".".join([known[inner.id], *reversed(tail)])
