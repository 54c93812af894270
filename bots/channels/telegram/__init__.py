"""Telegram as a way to people. Only `line.py` knows the Bot API; it is loaded when a token is set."""
