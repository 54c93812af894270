"""What Python 3.10, the newest that Rasa runs on, lacks and our modules use. To be imported before them."""

from __future__ import annotations

import enum

if not hasattr(enum, "StrEnum"):

    class StrEnum(str, enum.Enum):  # noqa: UP042 -- this is that class
        """Members are strings and print as such."""

        __str__ = str.__str__

    vars(enum)["StrEnum"] = StrEnum
