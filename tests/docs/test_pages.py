"""The pages hang together: links lead somewhere, and what they list is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "changes").glob("*.md")]
}


@pytest.mark.parametrize("page", sorted(PAGES))
def test_links_lead_somewhere(page: str) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", PAGES[page], flags=re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", prose) if "://" not in link]
    assert [link for link in links if not leads_somewhere(ROOT / page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether the file is there, with the heading if one is named."""
    name, _, heading = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not heading or heading in headings(target.read_text(encoding="utf-8")))


def headings(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_pages_are_complete_without_anything_beside_the_repository() -> None:
    assert [page for page, text in PAGES.items() if "../shared" in text or "/work/" in text] == []


def test_the_contract_of_intents_is_what_the_parser_learns() -> None:
    meanings, _, entities = PAGES["docs/intents.md"].partition("## Where one ends")
    entities = entities.partition("## Entities")[2]
    learned = yaml.safe_load((ROOT / "nlu/data/domain.yml").read_text(encoding="utf-8"))
    assert sorted(named_in(meanings)) == sorted(learned["intents"])
    assert sorted(named_in(entities)) == sorted(learned["entities"])


def named_in(table: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def test_make_help_lists_every_chore() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    chores = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    assert chores == re.findall(r"^([a-z-]+):.* ## ", makefile, re.MULTILINE)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_chores_that_a_page_names_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", PAGES[page], re.MULTILINE))
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
