"""Text as people send it, made fit to be stored: what no database can hold is taken out, nothing else."""

from __future__ import annotations


def storable(text: str) -> str:
    """The same text without zero characters and without halves of characters (lone surrogates)."""
    # PostgreSQL refuses the zero character, and UTF-8 knows no lone surrogates; JSON can carry both.
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
