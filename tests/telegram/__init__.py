"""A Telegram of our own: the Bot API as a real HTTP server on loopback, people who write, and a line that fails.

`emulator.py` is the world (chats, updates, faults), `server.py` its HTTP side, `remote.py` a script's hand in it.
`python -m tests.telegram` runs it as a process, which outlives a service that is killed.
"""
