"""Finding words of a list in what somebody has said, whatever their spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlu.german.spelling import fold

_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def said_any(text: str, beginnings: Iterable[str]) -> bool:
    """Whether a word (or phrase) of the text begins with one of these."""
    plain = " " + _NO_LETTERS.sub(" ", fold(text[:2000])).strip() + " "
    return any(f" {_NO_LETTERS.sub(' ', fold(one)).strip()}" in plain for one in beginnings)
