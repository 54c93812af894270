"""What the bot says about itself on Telegram: its list of commands, its descriptions, and goodbye to a group."""

from __future__ import annotations

from bots.channels.telegram.outcomes import Profile
from bots.dialogue.reply import words
from bots.texts.texts import Texts


def telegram_words(texts: Texts) -> tuple[Profile, str]:
    """The profile, and the one sentence for a group."""
    commands = {
        "hilfe": words("telegram-command-help"),
        "code": words("telegram-command-code"),
        "korb": words("telegram-command-basket"),
        "leergut": words("telegram-command-empties"),
        "mensch": words("telegram-command-human"),
        "stopp": words("telegram-command-stop"),
        "widerruf": words("telegram-command-withdraw"),
        "datenschutz": words("telegram-command-privacy"),
        "impressum": words("telegram-command-imprint"),
    }
    profile = Profile(
        tuple((name, texts.say(about)) for name, about in commands.items()),
        texts.say(words("telegram-description")),
        texts.say(words("telegram-short-description")),
    )
    return profile, texts.say(words("telegram-group"))
