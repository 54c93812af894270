"""Rights nobody may be kept from: imprint, privacy notice, and silence on wish."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, say, words
from bots.flows.hearing import said_any
from bots.flows.quiet_hours import hours_wished, note
from bots.flows.who import EVERYBODY
from domain.people.service import mute

OF_MESSAGES = (
    "nachricht", "erinner", "werbung", "reklame", "tipps", "abmeld", "melde mich ab", "melden sie mich ab", "schreib",
    "abbestell", "newsletter", "verteiler", "mitteilung", "hinweise", "angebote", "meldungen", "austragen", "infos",
)  # fmt: skip


def imprint(turn: Turn) -> Reply:
    """Who runs this."""
    info = turn.info
    url = f"{info['base_url']}/impressum"
    return say(words("duties-imprint", operator=info["operator"], phone=info["phone"], hours=info["hours"], url=url))


def privacy_notice(turn: Turn) -> Reply:
    """What is kept, in three sentences, and where it is told in full."""
    return say(words("duties-privacy", url=f"{turn.info['base_url']}/datenschutz"))


def unsubscribe(turn: Turn) -> Reply:
    """Nothing unasked any more, or only at some hours; where the words leave a doubt it is asked first."""
    wished = hours_wished(turn)
    if wished is not None:
        return note(turn, wished)
    if said_any(turn.said, OF_MESSAGES):
        return _muted(turn)
    options = [
        Option(words("duties-option-unsubscribe"), flow="unsubscribe", heard_as=("ja", "ja bitte", "genau")),
        Option(words("duties-option-human"), flow="human", heard_as=("mensch",)),
    ]
    return say(words("duties-ask-unsubscribe"), options=options)


def _muted(turn: Turn) -> Reply:
    """What concerns an own order still comes."""
    mute(turn.county, turn.store, turn.actor, muted=True)
    again = Option(words("duties-option-subscribe"), flow="subscribe", heard_as=("doch wieder",))
    return say(words("duties-muted"), options=[again])


def subscribe(turn: Turn) -> Reply:
    """Tips and reminders again."""
    mute(turn.county, turn.store, turn.actor, muted=False)
    return say(words("duties-unmuted"))


def _unsubscribe_tapped(turn: Turn, _value: Json) -> Reply:
    return _muted(turn)


def _subscribe_tapped(turn: Turn, _value: Json) -> Reply:
    return subscribe(turn)


IMPRINT = answer_flow("imprint", "Impressum", EVERYBODY, {"imprint"}, imprint)
PRIVACY_NOTICE = answer_flow(
    "privacy-notice", "Hinweise zum Datenschutz", EVERYBODY, {"privacy_notice"}, privacy_notice
)
UNSUBSCRIBE = answer_flow(
    "unsubscribe",
    "Keine Nachrichten mehr von allein",
    EVERYBODY,
    {"unsubscribe"},
    unsubscribe,
    tapped=_unsubscribe_tapped,
)
SUBSCRIBE = answer_flow(
    "subscribe", "Nachrichten wieder einschalten", EVERYBODY, {"subscribe"}, subscribe, tapped=_subscribe_tapped
)
