"""All flows of the service. The folder is the table of contents of what the bot can do."""

from __future__ import annotations

from bots.dialogue.flow import Repertoire
from bots.flows.order import ORDER

REPERTOIRE = Repertoire((ORDER,))
