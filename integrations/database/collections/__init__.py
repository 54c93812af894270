"""The typed collections of a unit of work. Their queries speak of mapped classes: these are mapped first."""

from integrations.database import mapping

__all__ = ["mapping"]
