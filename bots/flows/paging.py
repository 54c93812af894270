"""Many things to choose from: a page of them, a way to the next page, and a way to be done."""

from __future__ import annotations

from collections.abc import Sequence

from bots.dialogue.reply import Option, words

A_PAGE = 8
MORE = "more"  # the value of the way to the next page


def a_page(options: Sequence[Option], page: int, *last: Option) -> list[Option]:
    """The options of this page, "Weitere" if there are more, then what always stands last."""
    if len(options) <= A_PAGE:
        return [*options, *last]
    pages = (len(options) + A_PAGE - 1) // A_PAGE
    first = (page % pages) * A_PAGE
    more = Option(words("option-more"), MORE, heard_as=("mehr", "weiter", "nächste", "andere"))
    return [*options[first : first + A_PAGE], more, *last]
