"""The whole state of the service as one JSON document (docs/state-format.md), and back."""

from integrations.state.document import FORMAT, VERSION, StateError
from integrations.state.reading import export_state, state_as_text
from integrations.state.writing import import_state

__all__ = ["FORMAT", "VERSION", "StateError", "export_state", "import_state", "state_as_text"]
