"""The store in memory: the same promises as a database, in a dictionary."""

from tests.memory.store import MemoryStore, MemoryUnitOfWork

__all__ = ["MemoryStore", "MemoryUnitOfWork"]
