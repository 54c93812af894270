"""The village square: the demo's own page, with chats, wall, map and clock, and the feed of what happens."""
