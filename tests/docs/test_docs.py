"""Nothing falls out of the pages: every setting, command, topic, conversation and demo address is described."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from bots.__main__ import COMMANDS
from bots.settings import Settings
from devices.protocol.topics import TABLE, Direction
from tools import conversations

DOCS = Path(__file__).parents[2] / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def default(field: FieldInfo) -> str:
    """As the page writes it."""
    match field.default:
        case None:
            return "unset"
        case bool(switched):
            return "yes" if switched else "no"
        case time() as at:
            return f"{at:%H:%M}"
    return str(field.default)


def test_every_setting_is_described_with_its_default_and_no_other() -> None:
    written = re.findall(r"^\| `(DORFBOTE_\w+)` \| (.*?) \| (.*?) \|$", page("settings.md"), re.MULTILINE)
    there = [(f"DORFBOTE_{name.upper()}", default(f), f.description) for name, f in Settings.model_fields.items()]
    assert written == there


@pytest.mark.parametrize("name", ["settings.md", "operating.md", "developing.md", "demo-interface.md"])
def test_pages_name_no_setting_that_does_not_exist(name: str) -> None:
    named = set(re.findall(r"DORFBOTE_[A-Z_]+", page(name))) - {"DORFBOTE_TEST_REQUIRE"}
    assert {one for one in named if not one.endswith("_")} <= {
        f"DORFBOTE_{name.upper()}" for name in Settings.model_fields
    }


def test_every_command_is_described_and_no_other() -> None:
    written = re.findall(r"^\| `dorfbote ([\w-]+)` \|", page("operating.md"), re.MULTILINE)
    assert sorted(written) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(path.name for path in DOCS.glob("*.md")))
def test_commands_that_a_page_names_exist(name: str) -> None:
    named = re.findall(r"(?:`|^|bin/)dorfbote ([a-z][a-z-]+)", page(name), re.MULTILINE)
    assert set(named) <= set(COMMANDS)


def test_every_topic_is_described_as_it_is() -> None:
    rows = re.findall(r"^\| `(dorf/v1/.*?)` \| (\w+) \| (\d) \| (\S+) \|", page("device-protocol.md"), re.MULTILINE)
    there = [
        (
            topic.pattern,
            "up" if topic.direction is Direction.UP else "down",
            str(topic.qos),
            "retained" if topic.retain else "—",
        )
        for topic in TABLE
    ]
    assert rows == there


def test_the_page_of_conversations_is_drawn_from_the_flows() -> None:
    assert conversations.PAGE.read_text(encoding="utf-8") == conversations.page(), "write it anew: make accept"


def test_every_address_of_the_demo_is_described() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted((DOCS.parent / "bots/demo").rglob("*.py"))]
    there = [
        (method.upper(), path)
        for source in sources
        for method, path in re.findall(r'router\.add_(get|post)\("(.*?)"', source)
    ]
    written = re.findall(r"^### `(GET|POST) (.*?)`$", page("demo-interface.md"), re.MULTILINE)
    assert sorted(written) == sorted(there)


def test_every_figure_of_the_service_is_described() -> None:
    metrics = (DOCS.parent / "bots/metrics.py").read_text(encoding="utf-8")
    there = set(re.findall(r'"(dorfbote_\w+)"', metrics))
    assert {name.removesuffix("_total") for name in re.findall(r"`(dorfbote_\w+)`", page("operating.md"))} == there
