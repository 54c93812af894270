"""Words, numbers and marks of a message, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.german.spelling import fold

# A letter may carry combining marks (text typed on some tablets comes decomposed).
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+)*|[½¼¾⅓⅔⅛]|(?:{_LETTER})+(?:[-'’](?:{_LETTER})+)*|\n|[^\s\w]|_+|\S",
)
LONGEST_TEXT = 4000
MOST_TOKENS = 600


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: `text[start:end]` as said and its folded form."""

    text: str
    start: int
    end: int
    folded: str

    @property
    def is_word(self) -> bool:
        """True for words, false for numbers and marks."""
        return self.folded[:1].isalpha()

    @property
    def is_number(self) -> bool:
        """True for digits (also `1,5`) and fraction signs."""
        return self.text[:1].isdecimal() or self.text in "½¼¾⅓⅔⅛"


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`; what is longer than anybody writes is cut off."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text[:LONGEST_TEXT]):
        word = found.group()
        tokens.append(Token(word, found.start(), found.end(), fold(word)))
        if len(tokens) >= MOST_TOKENS:
            break
    return tokens


def span_text(text: str, tokens: list[Token], first: int, last: int) -> str:
    """The words as said from token `first` up to, not including, token `last`."""
    return text[tokens[first].start : tokens[last - 1].end] if last > first else ""
