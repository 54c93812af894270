"""What happened, as messages: one module a part of the domain. The table of all events is `bots.notifications`."""
